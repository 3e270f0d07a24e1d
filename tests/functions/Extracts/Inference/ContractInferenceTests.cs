using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

public sealed class ContractInferenceTests
{
    [Fact]
    public async Task TypesFormatsKeyAndPersonalDataAreProposed()
    {
        const string text = """
            customerId;E-Mail;since;revenue;age;active;zip;note
            17;ann@example.com;31.12.2020;1.234,50;34;Yes;01234;hello
            18;bob@example.com;01.02.2021;7,25;NA;No;99999;"a;b"
            19;eve@example.com;15.03.2021;;51;Yes;00001;
            """;

        var (proposal, _) = await Infer(text);

        var contract = proposal!.Contract;
        Assert.Equal(";", contract.Dialect.Delimiter);
        Assert.Equal(
            "customerId string default, E-Mail string default, since date %d.%m.%Y, revenue number default, age integer "
                + "default, active boolean default, zip string default, note string default",
            string.Join(
                ", ", contract.Schema.Fields
                .Select(field => $"{field.Name} {field.Type.ToString().ToLowerInvariant()} {field.Format}")));
        Assert.Equal(",", contract.Schema.Fields[3].DecimalChar);
        Assert.Equal(["", "NA"], contract.Schema.Fields[4].MissingValues);
        Assert.Equal(["customerId"], contract.Schema.PrimaryKey.Names);
        Assert.Equal(["E-Mail"], proposal.PersonalSuspects);
        Assert.Contains(proposal.Notes, note => note.Contains("leading zeros", StringComparison.Ordinal));

        var cleaned = await SmallExtract.Clean(text, Contract.Read("inferred.json", contract.ToJson()));
        Assert.Equal((3, 0, 0), (cleaned.Receipt.Accepted, cleaned.Receipt.Repaired, cleaned.Receipt.Rejected));
    }

    [Fact]
    public async Task TheCustomerOfADetailRowIsFoundByTheNameOfItsColumn()
    {
        var (proposal, _) = await Infer("invoice,customerId,amount\n1,17,3.50\n2,17,4.00\n3,18,1.25\n");

        Assert.Equal("customerId", proposal!.Contract.Roles.CustomerId);
        Assert.Equal(["invoice"], proposal.Contract.Schema.PrimaryKey.Names);
        Assert.Contains(
            proposal.Notes, note =>
            note.StartsWith("customerId stands for the customer's id, by its name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFewDirtyValuesDoNotMakeAColumnText()
    {
        var rows = Enumerable.Range(0, 400).Select(row => row switch
        {
            7 => "I6,C1,soon,12.50",
            90 => "I90,C2,2026-01-05,see notes",
            _ => $"I{row},C{row % 50},2026-01-{1 + (row % 28):D2},{row}.25",
        });

        var (proposal, _) = await Infer($"invoiceId,customerId,on,amount\n{string.Join('\n', rows)}\n");

        Assert.Equal(
            [FieldType.String, FieldType.String, FieldType.Date, FieldType.Number], proposal!.Contract.Schema.Fields
                .Select(field => field.Type));
        Assert.Equal(["invoiceId"], proposal.Contract.Schema.PrimaryKey.Names);
        Assert.Contains("1 of the 400 values of on is not of the type date as it stands.", proposal.Notes);
        Assert.Contains(
            "invoiceId is taken for a key, though in 1 row it repeats another's and in 0 it is missing.", proposal.Notes);
    }

    [Fact]
    public async Task AFlagAboutPersonalDataIsNone()
    {
        var (proposal, _) = await Infer("id,email,consentEmail\n1,a@x.org,true\n2,b@x.org,false\n");

        Assert.Equal(["email"], proposal!.PersonalSuspects);
    }

    [Fact]
    public async Task AColumnOfHalfNumbersIsText()
    {
        var (proposal, _) = await Infer(
            $"id,code\n{string.Concat(Enumerable.Range(0, 200).Select(row => $"{row},{(row % 2 == 0 ? "A" : "")}{row}\n"))}");

        Assert.Equal(FieldType.String, proposal!.Contract.Schema.Fields[1].Type);
    }

    [Fact]
    public async Task WhatIsAsByDefaultIsNotWritten()
    {
        var (proposal, _) = await Infer("id,town\n1,Rome\n2,Oslo\n");

        var json = proposal!.Contract.ToJson();

        Assert.DoesNotContain("trueValues", json, StringComparison.Ordinal);
        Assert.DoesNotContain("quoteChar", json, StringComparison.Ordinal);
        Assert.Contains("\"encoding\": \"utf-8\"", json, StringComparison.Ordinal);
        Assert.Equal(json, Contract.Read("again.json", json).ToJson());
    }

    [Theory]
    [InlineData("utf-16-le")]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public async Task TheEncodingIsRecognised(string name)
    {
        const string text = "id,town\n1,Zürich\n2,Århus\n";
        byte[] bytes = name switch
        {
            "utf-16-le" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "windows-1252" => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };

        var (proposal, _) = await Infer(bytes);

        Assert.Equal(name, proposal!.Contract.Dialect.Encoding);
        Assert.Equal(["1,Zürich", "2,Århus"], (await SmallExtract.Clean(bytes, proposal.Contract)).Rows);
    }

    [Theory]
    [InlineData("", RefusalReason.EmptyFile)]
    [InlineData("a,b\n", RefusalReason.HeaderOnly)]
    [InlineData("PK\u0003\u0004", RefusalReason.CorruptZip)]
    public async Task WhatCannotBeReadIsRefused(string text, RefusalReason reason) =>
        Assert.Equal(reason, (await Infer(text)).Refusal!.Reason);

    [SharedDataFact]
    public async Task TheProposalForTheTelcoFileReadsAllOfIt()
    {
        var bytes = await File.ReadAllBytesAsync(SharedData.File("telco_ibm", "Telco-Customer-Churn.csv"));

        var (proposal, _) = await Infer(bytes);

        Assert.Equal(["customerID"], proposal!.CandidateKeys);
        Assert.Equal(FieldType.Number, proposal.Contract.Schema.Fields.Single(field => field.Name == "TotalCharges").Type);
        Assert.Equal(FieldType.Boolean, proposal.Contract.Schema.Fields.Single(field => field.Name == "Churn").Type);
        var receipt = (await SmallExtract.Clean(bytes, proposal.Contract)).Receipt;
        Assert.Equal((7043, 11, 0), (receipt.Read, receipt.Repaired, receipt.Rejected));
    }

    private static Task<(ContractProposal? Proposal, Refusal? Refusal)> Infer(string text) => Infer(Encoding.UTF8.GetBytes(text));

    private static async Task<(ContractProposal? Proposal, Refusal? Refusal)> Infer(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return await ContractInference.InferAsync(file, "customers", default);
    }
}
