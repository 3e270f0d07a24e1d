using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>Finds the functions of an app and what is wrong with their declarations.</summary>
internal static class FunctionIndexer
{
    private const BindingFlags Methods =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The functions of some classes in the order of their names; every fault is added to the list.</summary>
    public static IReadOnlyList<FunctionEntry> Index(IEnumerable<Type> types, List<string> faults)
    {
        var functions = new List<FunctionEntry>();
        foreach (var method in types.SelectMany(type => type.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            var found = faults.Count;
            faults.AddRange(DeclarationFaults.Of(attribute.Name, method));
            if (faults.Count == found)
                functions.Add(Entry(attribute.Name, method));
        }

        faults.AddRange(Duplicates(functions));
        return [.. functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The parameters of a method that carry a trigger.</summary>
    public static IEnumerable<(ParameterInfo Parameter, TriggerBindingAttribute Trigger)> Triggers(MethodInfo method) =>
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttributes<TriggerBindingAttribute>().FirstOrDefault()
        where trigger is not null
        select (parameter, trigger);

    private static FunctionEntry Entry(string name, MethodInfo method)
    {
        var (parameter, trigger) = Triggers(method).Single();
        return new(name, method, parameter, trigger);
    }

    private static IEnumerable<string> Duplicates(IEnumerable<FunctionEntry> functions) =>
        from same in functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
        where same.Count() > 1
        select $"Function '{same.Key}' is declared {same.Count()} times: {string.Join(", ", same.Select(f => f.EntryPoint))}. "
            + "Give each its own name; names are the same in any case.";
}
