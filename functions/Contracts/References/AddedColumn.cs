namespace ReapFunctions.Contracts.References;

/// <summary>A column that no file has, and a contract gives a name.</summary>
internal static class AddedColumn
{
    public const string NoName = "The name is empty, or has blanks around it. Write it without.";

    public static bool IsNameless(string name) => name.Length == 0 || name != name.Trim();
}
