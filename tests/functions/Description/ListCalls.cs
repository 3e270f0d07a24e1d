using ReapFunctions.Description;

namespace ReapFunctions.Tests.Description;

/// <summary>The calls whose answers name customers, told from what they are described to answer.</summary>
internal static class ListCalls
{
    private static readonly string[] Ids = ["CustomerId", "EnquiryId"];

    /// <summary>
    /// Those that read, and name no one customer in their route: by a file, or by a collection of what has an id of a customer.
    /// </summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. ApiDescription.Operations.Where(operation => IsList(operation)).Select(operation => operation.Function),
    ];

    private static bool IsList(Operation operation)
    {
        var trigger = ApiDescription.TriggerOf(operation.Function);
        return trigger.Methods!.Contains("get") && !trigger.Route!.Contains("{id}", StringComparison.Ordinal)
            && operation.Answers.Where(answer => answer.Status == 200).Any(answer =>
                answer.ContentType is "text/csv" or "application/vnd.apache.parquet"
                || (answer.Body is { } body && NamesCustomers(body, [])));
    }

    private static bool NamesCustomers(Type type, HashSet<Type> seen) =>
        seen.Add(type) && type.GetProperties().Any(property =>
        {
            Type[] held = [property.PropertyType, .. property.PropertyType.GetGenericArguments()];
            var isCollection = typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType);
            return held.Where(part => part.Namespace?.StartsWith("ReapFunctions", StringComparison.Ordinal) == true)
                .Any(part => (isCollection && Ids.Any(id => part.GetProperty(id) is not null)) || NamesCustomers(part, seen));
        });
}
