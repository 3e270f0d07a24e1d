using System.Globalization;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AChurnFileBecomesAPortfolioWithoutFault()
    {
        var portfolio = await NewAsync(Customers("Exited", customer => customer % 4 == 0 ? "1" : "0"));

        var churn = portfolio.Targets.Churn!;
        Assert.Equal(("Exited", "1", "0"), (churn.Label.Field, churn.Label.Positive[0], churn.Label.Negative[0]));
        var roles = portfolio.Customers.Roles;
        Assert.Equal(("No", "Region", "Monthly_Fee"), (roles.CustomerId, roles.Segment, roles.Measures["revenue.monthly"]));
        Assert.Equal(["0"], roles.Active!.Is);
        // Half of those who leave are above the first band, all about the second.
        Assert.Equal([0.5, 0.25, 0], portfolio.Decisions.Risk!.Bands.Select(band => band.From));
    }

    [Fact]
    public async Task ACrossSellFileNeedsNoChurn()
    {
        var portfolio = await NewAsync(Customers("Response", customer => customer % 5 == 0 ? "Yes" : "No"));

        Assert.Null(portfolio.Decisions.Risk);
        Assert.Equal(["response"], portfolio.Targets.All.Select(target => target.Name));
        Assert.Equal("response", portfolio.Decisions.Offering.Offers[0].Target);
        Assert.False(File.Exists(folder.Combine("mine/risk.json")));
    }

    [Fact]
    public async Task AColumnMayBeNamedThatSaysWhatItsNameDoesNot()
    {
        var file = Customers("Flag7", customer => customer % 5 == 0 ? "b" : "a");
        var portfolio = await NewAsync(file, "--churn", "Flag7");
        Assert.Equal("b", portfolio.Targets.Churn!.Label.Positive[0]);

        var wrong = await ReapResult.RunAsync("new", folder.Combine("other"), file, "--churn", "Flag8");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("Its columns: Region", wrong.Output);
    }

    [Fact]
    public async Task DetailsAreFoundByTheValuesOfTheirKey()
    {
        var orders = Write("orders.csv", "order,buyer,ordered,amount\n", Enumerable.Range(0, 900).Select(order =>
            $"O{order},C{1000 + order % 300},{new DateOnly(2026, 5, 1).AddDays(order % 180):yyyy-MM-dd},{order % 70 + 1}.50"));
        var portfolio = await NewAsync(Customers("Exited", customer => customer % 4 == 0 ? "1" : "0"), orders);

        var detail = Assert.Single(portfolio.Sources.Details).Roles;
        Assert.Equal(("buyer", "ordered"), (detail.CustomerId, detail.Detail!.Date));
        Assert.Contains("ordersAmount12m", detail.Detail.Columns.Keys);
        Assert.Equal("customers", portfolio.Sources.Details[0].Schema.ForeignKeys[0].Reference.Resource);
    }

    [Theory]
    [InlineData("No", "code")]
    [InlineData("No", "plan")]
    [InlineData("customerId", "code")]
    public async Task ATableThatCustomersLookUpIsFoundByItsKey(string id, string key)
    {
        var customers = Write("people.csv", $"{id},plan,Age,Exited\n", Enumerable.Range(0, 300).Select(customer =>
            $"C{1000 + customer},{"SML"[customer % 3]}{customer % 4},{20 + customer % 50},{(customer % 4 == 0 ? 1 : 0)}"));
        var plans = Write("plans.csv", $"{key},Label,Age,Monthly_Fee\n", Enumerable.Range(0, 12).Select(plan =>
            $"{"SML"[plan % 3]}{plan % 4},plan {plan},{plan % 5},{plan + 10}.50"));

        var portfolio = await NewAsync(plans, customers);

        Assert.Equal("people", portfolio.Sources.Customers!.Source);
        var reference = Assert.Single(portfolio.Sources.References);
        Assert.Equal(("plans", key), (reference.Source, reference.Roles.Reference!.Key));
        var taken = portfolio.Sources.Customers.Roles.RefersTo["plan"];
        Assert.Equal(
            [("Label", "Label"), ("plan Age", "Age"), ("Monthly_Fee", "Monthly_Fee")],
            taken.Columns.Select(column => (column.Key, column.Value)));
    }

    [Theory]
    [InlineData("plan", "code", "s,m,l", "S,M,L", "'plan' of ", "has the values of 'code', but for capitals, leading zeros")]
    [InlineData("plan", "plan", "7,8,9", "007,008,009", "'plan' of ", "but for capitals, leading zeros or decimals")]
    [InlineData("plan", "plan", "7,8,9", "7.0,8.0,9.0", "'plan' of ", "but for capitals, leading zeros or decimals")]
    [InlineData("plan", "plan", "7.0,8.0,9.0", "7,8,9", "'plan' of ", "but for capitals, leading zeros or decimals")]
    [InlineData("plan", "code", "S,M,L", "S,M,L,S", "'plan' of ", "of which some stand in two rows: leave one row for each")]
    [InlineData("kind", "no", "1,2,3", "1,2,3", "'kind' of ", "give both the same name if one looks up the other")]
    [InlineData("plan", "code", "S,M", "S", "no column has the values of", "nor has it a key that another file looks up")]
    public async Task ATableThatIsNearlyLookedUpIsLeftOutWithItsCause(
        string column, string key, string used, string known, string first, string cause)
    {
        var (codes, keys) = (used.Split(','), known.Split(','));
        var customers = Write("people.csv", $"customer_id,{column},Exited\n", Enumerable.Range(0, 300).Select(customer =>
            $"C{1000 + customer},{codes[customer % codes.Length]},{(customer % 4 == 0 ? 1 : 0)}"));
        var plans = Write("plans.csv", $"{key},Label,Fee\n", keys.Select((code, plan) => $"{code},plan {plan},{plan + 10}.50"));

        var made = await ReapResult.RunAsync("new", folder.Combine("mine"), plans, customers);

        Assert.Equal((ExitCode.Ok, ""), (made.Code, made.Code == ExitCode.Ok ? "" : made.Output));
        var left = made.Output.Split("Left out: ")[1].ReplaceLineEndings(" ");
        Assert.Contains(first, left);
        Assert.Contains(cause, left);
    }

    [Theory]
    [InlineData("plan_id", "plan_id")]
    [InlineData("planId", "id")]
    [InlineData("plan", "id")]
    public async Task WholeNumbersAreKeysWhereTheNamesSayTheSame(string column, string key)
    {
        var customers = Write("people.csv", $"customer_id,{column},Age,Exited\n", Enumerable.Range(0, 300).Select(customer =>
            $"C{1000 + customer},{11 + customer % 3},{11 + customer % 5},{(customer % 4 == 0 ? 1 : 0)}"));
        var plans = Write("plans.csv", $"{key},Label\n", Enumerable.Range(11, 5).Select(plan => $"{plan},plan {plan}"));

        var portfolio = await NewAsync(customers, plans);

        var own = portfolio.Sources.Customers!;
        Assert.Equal([column], own.Roles.RefersTo.Keys);
        Assert.Equal(
            (FieldType.String, FieldType.Integer),
            (own.Schema.Fields.Single(field => field.Name == column).Type,
                own.Schema.Fields.Single(field => field.Name == "Age").Type));
    }

    [Fact]
    public async Task AColumnLooksUpOneTable()
    {
        var customers = Write("people.csv", "customer_id,plan,Exited\n", Enumerable.Range(0, 300).Select(customer =>
            $"C{1000 + customer},{"SML"[customer % 3]},{(customer % 4 == 0 ? 1 : 0)}"));
        string Plans(string file) => Write(file, "code,Label\n", "SML".Select(code => $"{code},plan {code}"));

        var made = await ReapResult.RunAsync("new", folder.Combine("mine"), customers, Plans("plans.csv"), Plans("older.csv"));
        var sources = Portfolio.Read(ConfigFiles.OfFolder(folder.Combine("mine"))).Sources;

        Assert.Contains("plans.csv already", made.Output.ReplaceLineEndings(" "));
        Assert.Equal("plans", Assert.Single(sources.References).Source);
        Assert.Equal(["Label"], sources.Customers!.Roles.RefersTo["plan"].Columns.Keys);
    }

    [Fact]
    public async Task ATableThatDetailsLookUpIsFoundByItsKey()
    {
        var orders = Write("orders.csv", "order,buyer,ordered,sku\n", Enumerable.Range(0, 900).Select(order =>
            $"O{order},C{1000 + order % 300},{new DateOnly(2026, 5, 1).AddDays(order % 180):yyyy-MM-dd},P{order % 7}"));
        var products = Write("products.csv", "sku,family,list\n", Enumerable.Range(0, 20).Select(product =>
            $"P{product},{(product % 2 == 0 ? "tea" : "coffee")},{product + 1}.25"));

        var portfolio = await NewAsync(Customers("Exited", customer => customer % 4 == 0 ? "1" : "0"), orders, products);

        Assert.Equal("products", Assert.Single(portfolio.Sources.References).Source);
        Assert.Equal("products", portfolio.Sources.Details[0].Roles.RefersTo["sku"].Source);
        Assert.Contains("ordersList12m", portfolio.Customers.CleanFields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("c{0}")]
    [InlineData("00C{0}")]
    public async Task KeysThatAreWrittenInTwoWaysAreNamed(string id)
    {
        var orders = Write("orders.csv", "order,customerId,ordered,amount\n", Enumerable.Range(0, 900).Select(order =>
            $"O{order},{string.Format(CultureInfo.InvariantCulture, id, 1000 + order % 300)},2026-05-{order % 28 + 1:D2},5"));
        var customers = Customers("Exited", customer => customer % 4 == 0 ? "1" : "0");

        var made = await ReapResult.RunAsync("new", folder.Combine("mine"), customers, orders);

        Assert.Equal(ExitCode.Ok, made.Code);
        Assert.Contains("but for capitals or leading zeros: write the ids of both files alike", made.Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ALabelOfNotTwoValuesIsNamed(int values)
    {
        var made = await ReapResult.RunAsync(
            "new", folder.Combine("mine"), Customers("Churn", customer => $"v{customer % values}"));

        Assert.Equal(ExitCode.FailedNight, made.Code);
        Assert.Contains($"'Churn' has {values} different value{(values == 1 ? "" : "s")}, not 2", made.Output);
    }

    [Fact]
    public async Task AnAmountIsNoLabel()
    {
        var made = await ReapResult.RunAsync(
            "new", folder.Combine("mine"), Customers("Flag7", customer => $"{customer % 5}"), "--churn", "Age");

        Assert.Equal(ExitCode.Usage, made.Code);
        Assert.Contains("'Age' has 50 different values. Name a column of 2 to 6.", made.Output);
    }

    [Fact]
    public async Task WhatIsPrintedCanBePastedAlsoWhereNamesHaveSpaces()
    {
        Directory.CreateDirectory(folder.Combine("my files"));
        var file = folder.Combine("my files/customers.csv");
        File.Move(Customers("Exited", customer => customer % 4 == 0 ? "1" : "0"), file);

        var made = await ReapResult.RunAsync("new", folder.Combine("my shop"), file);

        Assert.Contains($"reap up --portfolio \"{folder.Combine("my shop")}\"", made.Output);
        Assert.Contains($"reap upload \"{file}\" --source customers", made.Output);
        Assert.Equal(ExitCode.Usage, (await ReapResult.RunAsync("new", "", file)).Code);
    }

    [Fact]
    public async Task RowsThatNameTheirCustomersAreEnough()
    {
        var orders = Write("orders.csv", "order,customerId,ordered,amount\n", Enumerable.Range(0, 900).Select(order =>
            $"O{order},C{1000 + order % 300},{new DateOnly(2026, 5, 1).AddDays(order % 180):yyyy-MM-dd},{order % 70 + 1}.50"));
        var portfolio = await NewAsync(orders);

        Assert.True(Assert.Single(portfolio.Sources.Details).Roles.Detail!.DerivesCustomers);
        Assert.Equal("orders", portfolio.Targets.Churn!.Label.Source);
    }

    [Fact]
    public async Task EveryPlaceThatAPersonMustLookAtHasAComment()
    {
        var file = Customers("Exited", customer => customer % 4 == 0 ? "1" : "0");
        var made = await ReapResult.RunAsync("new", folder.Combine("mine"), file);
        var comments = Directory.GetFiles(folder.Combine("mine"), "*.json", SearchOption.AllDirectories)
            .Sum(path => File.ReadAllText(path).Split("// DECIDE").Length - 1);
        Assert.Contains($"{comments} comments begin with DECIDE", made.Output);
        string[] decided = ["segment", "active", "consents", "measures", "labels"];
        var lines = File.ReadAllLines(folder.Combine("mine/sources/customers.json"));
        Assert.All(decided, member => Assert.Contains("// DECIDE",
            lines[Array.FindIndex(lines, line => line.StartsWith($"    \"{member}\"", StringComparison.Ordinal)) - 1]));

        var check = await ReapResult.RunAsync("check", folder.Combine("mine"));
        Assert.Equal(ExitCode.Ok, check.Code);
        Assert.Contains($"{comments} comments still begin with DECIDE", check.Output);
    }

    [Fact]
    public async Task NothingIsWrittenOverAndNothingIsMadeUp()
    {
        var file = Customers("Exited", customer => customer % 4 == 0 ? "1" : "0");
        File.WriteAllText(folder.Combine("taken"), "");
        var there = await ReapResult.RunAsync("new", folder.Path, file);
        Assert.Equal(ExitCode.Usage, there.Code);
        Assert.Contains("already", there.Output);

        var nothing = Write("rows.csv", "kind,size\n", Enumerable.Range(0, 300).Select(row => $"k{row % 3},{row % 7}"));
        var refused = await ReapResult.RunAsync("new", folder.Combine("none"), nothing);
        Assert.Equal(ExitCode.FailedNight, refused.Code);
        Assert.Contains("who the customers are", refused.Output);
        Assert.False(Directory.Exists(folder.Combine("none")));
    }

    private async Task<Portfolio> NewAsync(params string[] arguments)
    {
        var made = await ReapResult.RunAsync(["new", folder.Combine("mine"), .. arguments]);
        Assert.True(made.Code == ExitCode.Ok, made.Output);
        return Portfolio.Read(ConfigFiles.OfFolder(folder.Combine("mine")));
    }

    private string Customers(string label, Func<int, string> value) =>
        Write("customers.csv", $"No,Region,Age,Monthly_Fee,{label}\n", Enumerable.Range(1000, 300).Select(customer =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"C{customer},R{customer % 4},{20 + customer % 50},{10 + customer % 37}.25,{value(customer)}")));

    private string Write(string name, string header, IEnumerable<string> rows)
    {
        File.WriteAllText(folder.Combine(name), header + string.Join('\n', rows) + "\n", Encoding.UTF8);
        return folder.Combine(name);
    }
}
