using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Enquiries;
using ReapFunctions.Contracts.References;
using ReapFunctions.Csv;

namespace ReapFunctions.Tests;

/// <summary>docs/own-data.md names every member that a contract may have, so that nobody has to read code to write one.</summary>
public class OwnDataPageTests
{
    private static readonly string Page = Repository.Read("docs", "own-data.md");

    public static TheoryData<Type> PartsOfAContract =>
    [
        typeof(Contract), typeof(Dialect), typeof(Schema), typeof(ForeignKey), typeof(ForeignKeyReference), typeof(Field),
            typeof(Constraints), typeof(Roles),
        typeof(FieldIs), typeof(ConsentRole), typeof(DetailRole), typeof(CaseRole), typeof(Aggregate), typeof(RowsWhere),
        typeof(ReferenceRole), typeof(ReferenceKey), typeof(EnquiryRole),
    ];

    [Theory]
    [MemberData(nameof(PartsOfAContract))]
    public void EveryMemberOfAContractStandsOnThePage(Type part)
    {
        var missing = part.GetProperties().Where(member => member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(NameOf)
            .Where(name => !Page.Contains($"`{name}`") && !Page.Contains($"\"{name}\"") && !Page.Contains($".{name}`"));

        Assert.Empty(missing);
    }

    /// <summary>The commands themselves are run by OwnDataWalkTests in tests/night.</summary>
    [Fact]
    public void ThePageBeginsWithTheWalkFromAFileToANight()
    {
        var first = Page[Page.IndexOf("\n## ", StringComparison.Ordinal)..];
        Assert.StartsWith("\n## From a file to the first published night", first);
        Assert.Contains("\nreap new mine ", first);
    }

    [Fact]
    public void EveryWordThatAMemberMayHoldStandsOnThePage()
    {
        var words = Words<FieldType>().Concat(Words<DuplicateRule>()).Concat(Words<FileRule>()).Concat(Words<AggregateKind>())
            .Concat(Words<UnknownKeyRule>())
            .Concat(Words<RepairRule>())
            .Concat(new[] { TextEncoding.Utf8, TextEncoding.Utf16LittleEndian, TextEncoding.Utf16BigEndian, TextEncoding.Latin1,
                TextEncoding.Windows1252 }.Select(encoding => encoding.Name));

        Assert.All(words, word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static string NameOf(PropertyInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
