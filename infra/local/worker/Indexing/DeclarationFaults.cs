using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>What the genuine platform refuses, ignores or breaks on, said before it costs a deployment.</summary>
internal static class DeclarationFaults
{
    public static IEnumerable<string> Of(string name, MethodInfo method)
    {
        var where = $"Function '{name}' ({method.DeclaringType!.FullName}.{method.Name})";
        return OfClass(method.DeclaringType).Concat(OfMethod(method)).Concat(OfTriggers(method))
            .Concat(ParameterFaults.Of(method)).Concat(OutputFaults.Of(method))
            .Select(fault => where + " " + fault);
    }

    private static IEnumerable<string> OfClass(Type type)
    {
        if (type.IsNested)
            yield return "is in a nested class, which the platform cannot load. Move the class out of the other one.";
        if (type.ContainsGenericParameters)
            yield return "is in a generic class, which cannot be created. Use a plain class.";
        if (type is { IsAbstract: true, IsSealed: false })
            yield return "is in an abstract class, which cannot be created. Declare the function in a class that can.";
        if (!type.IsAbstract && type.GetConstructors().Length == 0)
            yield return "is in a class without public constructor. Make one public.";
    }

    private static IEnumerable<string> OfMethod(MethodInfo method)
    {
        if (!method.IsPublic)
            yield return "is not public, so the platform leaves it out without a word. Make it public.";
        if (method.IsGenericMethod)
            yield return "is a generic method. Give it fixed types.";
        if (method.DeclaringType!.GetMethods().Count(other => other.Name == method.Name) > 1)
            yield return "shares its method name with another public method, and the platform cannot tell them apart. Rename one.";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            yield return "is async void, so nobody can wait for it. Return Task.";
    }

    private static IEnumerable<string> OfTriggers(MethodInfo method)
    {
        var triggers = FunctionIndexer.Triggers(method).Count();
        if (triggers == 0)
            yield return "has no trigger. Give one parameter a trigger attribute, for example [QueueTrigger(\"name\")].";
        if (triggers > 1)
            yield return $"has {triggers} triggers. Keep one and make a function for each of the others.";
        if (method.GetCustomAttributes<OutputBindingAttribute>().Count() > 1)
            yield return "has more than one output attribute on the method. Return an object with one output property for each.";
    }
}
