namespace ReapFunctions.Rules;

/// <summary>How a count is said: the words for none, for one and for more, in which <c>#</c> stands for the number.</summary>
/// <param name="None">Null: that for more serves.</param>
internal sealed record CountForms(string? None, string One, string More)
{
    /// <param name="text">Two forms, for one and more, or three, for none too; parted by a slash.</param>
    /// <exception cref="FormatException">Neither two nor three.</exception>
    public static CountForms Parse(string text) => text.Split('/') switch
    {
        [var one, var more] => new CountForms(null, one, more),
        [var none, var one, var more] => new CountForms(none, one, more),
        var forms => throw new FormatException(
            $"'/{text}' has {forms.Length} form{(forms.Length == 1 ? "" : "s")}. Write two, for one and more, such as "
            + "'/# month/# months', or three, for none too, such as '/never/once/# times'."),
    };

    /// <param name="shown">The count as it is written.</param>
    public string Of(string shown) =>
        (None is not null && !shown.AsSpan().ContainsAnyInRange('1', '9') ? None : shown == "1" ? One : More)
            .Replace("#", shown, StringComparison.Ordinal);
}
