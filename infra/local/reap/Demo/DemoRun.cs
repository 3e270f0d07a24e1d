using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Demo.Sections;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Prompts;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// Whole nights, end to end: storage, the app in processes of its own, extracts, models, records, lists, and a summary fetched
/// over HTTP.
/// </summary>
internal sealed class DemoRun(DemoOptions options, IAnsiConsole console, TimeProvider clock)
{
    private const string Churn = "churn";

    /// <summary>The channel that the list and the agent's screen are for.</summary>
    private const string Channel = "call";

    /// <summary>The amount whose best split is shown.</summary>
    private const decimal Budget = 10_000;

    /// <summary>The app is the demo's own, and its log is thrown away with its folder.</summary>
    internal const string Remedy = "The app of the demo has ended. Run the demo again, with fewer customers if it ends again.";

    private readonly StepRunner steps = new(console, clock);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var portfolio = SourceFinder.OfTheApp().PortfolioOfCustomers(options.Source);
        using var folder = WorkFolder.Create("reap-demo-");
        await using var storage = await steps.RunAsync("Storage", progress => StorageAccount.OpenAsync(
            options.Storage, new AzuriteOptions { Progress = progress }, cancellationToken));
        await using var apps = await steps.RunAsync("App", _ => AppGroup.StartAsync(
            storage,
            new AppOptions
            {
                Storage = storage.Connection,
                Portfolio = portfolio,
                LogFile = Path.Combine(folder.Path, "app.log"),
            },
            options.Hosts, cancellationToken));
        var key = HostKey.OfEnvironment();
        using var client = new ReapClient(apps.Url, key, Remedy);

        var extracts = new DemoExtracts(options, folder.Path);
        var (nights, campaign, calls) = await RunNightsAsync(
            extracts, new Destination(storage.Connection, apps.Url, key), apps, client, cancellationToken);
        var result = await steps.RunAsync("Fetch the answers", _ => FetchAsync(nights, client, cancellationToken));
        result = result with { Campaign = campaign, RecoveryCalls = calls, Times = steps.Times };
        if (options.Extract is null)
            result = await WithCareAsync(result, extracts, client, cancellationToken);
        var faults = TotalsCheck.Faults(nights, result.Scorecard.Scorecard);
        Write(result, faults, apps);
        if (options.Json is { } file)
            await CommandFile.WriteAsync(
                new FileInfo(file), DemoSummary.From(result, faults.Count == 0).ToJson(), cancellationToken);
        extracts.Forget();
        if (options.Keep)
            await apps.UntilStoppedAsync(cancellationToken);
        await apps.StopAsync();
        return faults.Count == 0 ? ExitCode.Ok : ExitCode.FailedNight;
    }

    private async Task<(IReadOnlyList<DemoNight> Nights, Campaign? Campaign, RecoveryCalls? Calls)> RunNightsAsync(
        DemoExtracts extracts, Destination destination, AppGroup apps, ReapClient client, CancellationToken cancellationToken)
    {
        var nights = new List<DemoNight>();
        Campaign? campaign = null;
        RecoveryCalls? calls = null;
        var watch = new NightWatch(client, apps, clock);
        foreach (var drop in extracts.Drops)
        {
            var date = extracts.DateOf(drop);
            if (drop > Truth.Window)
                await steps.RunAsync(
                    "Plan kept", _ => client.KeepPlanAsync($"{Budget:0}-eur", Budget, cancellationToken));
            if (drop > Truth.Window)
                campaign = await steps.RunAsync(
                    "Simulated campaign", _ => Campaign.RunAsync(client, extracts.Telco, cancellationToken));
            if (drop > Truth.Window)
                calls = await steps.RunAsync(
                    "Calls to who is struck",
                    _ => RecoveryCalls.RunAsync(client, campaign?.Telco ?? extracts.Telco, cancellationToken));
            if (drop > Truth.Window)
                await steps.RunAsync(
                    "Talks with who left", _ => ExitTalks.RunAsync(client, extracts.Telco, cancellationToken));
            var telco = calls?.Telco ?? extracts.Telco;
            var (file, files) = await steps.RunAsync($"Extracts of {date:yyyy-MM-dd}", async progress =>
                (await extracts.FileOfAsync(drop, telco, progress, cancellationToken),
                    await extracts.DetailsOfAsync(drop, telco, cancellationToken)));
            // Customers come last: with them the drop is complete and its run opens.
            var details = await steps.RunAsync($"Details of {date:yyyy-MM-dd}", async progress =>
            {
                var uploads = new List<UploadedExtract>();
                foreach (var (source, detail) in files)
                    uploads.Add(await Uploader.UploadAsync(destination, detail, source, date, progress, cancellationToken));
                return await watch.CleanedAsync(uploads, options.NightTimeout, progress, cancellationToken);
            });
            var upload = await steps.RunAsync(
                $"Upload of {date:yyyy-MM-dd}", progress =>
                    Uploader.UploadAsync(destination, file, options.Source, date, progress, cancellationToken));
            var night = await steps.RunAsync(
                $"Night of {date:yyyy-MM-dd}", progress =>
                    watch.PublishedAsync(upload, options.NightTimeout, progress, cancellationToken));
            nights.Add(night with { Details = details });
        }
        return (nights, campaign, calls);
    }

    /// <summary>What complaints tell, which only the generated extracts have.</summary>
    private static async Task<DemoResult> WithCareAsync(
        DemoResult result, DemoExtracts extracts, ReapClient client, CancellationToken cancellationToken)
    {
        var recovery = await client.RecoveryAsync(CareSection.Shown, cancellationToken);
        return result with
        {
            Planted = extracts.Telco.RootCause,
            Recovery = recovery,
            Team = recovery.Teams is [var first, ..]
                ? await client.DueAsync(first.Team, TeamSection.Shown, cancellationToken)
                : null,
            WinBack = await client.WinBackAsync(LeaverSection.Shown, cancellationToken),
            Enquiries = await client.EnquiriesAsync(EnquirySection.Shown, cancellationToken),
            Sleeper = await SleeperAsync(result, client, cancellationToken),
            CauseChurn = (await client.ScorecardAsync(
                result.Last.Run.Run, result.Nights[0].Run.Run, Budget, cancellationToken)).CauseChurn ?? [],
        };
    }

    private static async Task<DemoResult> FetchAsync(
        IReadOnlyList<DemoNight> nights, ReapClient client, CancellationToken cancellationToken)
    {
        var models = (await client.ModelsAsync(cancellationToken)).Models;
        var last = nights[^1].Run;
        var list = await LikeliestAsync(
            models.Where(model => model.Champion).Select(model => model.Target), client, cancellationToken);
        if (list.Rows.Count == 0)
            throw new NightException($"The list of '{list.Target}' is empty: there is nobody to show prompts of.");
        var prompts = await MostToSayAsync(list, client, cancellationToken);
        var plans = await client.PlansAsync(cancellationToken);
        return new DemoResult
        {
            Plans = plans.Plans,
            Worth = plans.Worth,
            Selections = (await client.SelectionsAsync(cancellationToken)).Selections,
            Nights = nights,
            Models = models,
            Scorecard = await client.ScorecardAsync(
                last.Run, nights[Math.Max(0, nights.Count - 2)].Run.Run, Budget, cancellationToken),
            List = list,
            Prompts = prompts,
            Decisions = await client.DecisionsAsync(prompts.CustomerId, Channel, cancellationToken),
            Times = [],
        };
    }

    /// <summary>The first on the list of churn who is asleep and may be told so.</summary>
    private static async Task<PromptAnswer?> SleeperAsync(
        DemoResult result, ReapClient client, CancellationToken cancellationToken)
    {
        if (!result.Models.Any(model => model.Champion && model.Target == Churn))
            return null;
        var sleepers = await client.SleepersAsync(Churn, top: 20, cancellationToken);
        foreach (var row in sleepers.Rows)
        {
            var answer = await client.PromptsAsync(row.CustomerId, LeaverSection.Channel, cancellationToken);
            if (answer.Prompts.Any(prompt => prompt.Offer == LeaverSection.WakeUp))
                return answer;
        }
        return null;
    }

    /// <summary>What an agent sees of the customer of the list for whom there is most to say.</summary>
    private static async Task<PromptAnswer> MostToSayAsync(ListHead list, ReapClient client, CancellationToken cancellationToken)
    {
        var answers = new List<PromptAnswer>();
        foreach (var row in list.Rows)
            answers.Add(await client.PromptsAsync(row.CustomerId, Channel, cancellationToken));
        return answers.OrderByDescending(answer => answer.Prompts.Count).ThenByDescending(answer => answer.RiskMoved is not null)
            .First();
    }

    /// <summary>
    /// The list that begins with the likeliest customer of all take-up targets; of churn where nothing is sold.
    /// </summary>
    private static async Task<ListHead> LikeliestAsync(
        IEnumerable<string> targets, ReapClient client, CancellationToken cancellationToken)
    {
        var lists = new List<ListHead>();
        foreach (var target in targets)
            lists.Add(await client.ListAsync(target, top: 5, Channel, cancellationToken));
        return lists.OrderBy(list => list.Target == Churn).ThenByDescending(list => list.Rows.Count > 0
            ? list.Rows[0].Propensity
            : 0).FirstOrDefault()
            ?? throw new NightException("No target has a model: there is no list. See GET /api/models for the reasons.");
    }

    private void Write(DemoResult result, IReadOnlyList<string> faults, AppGroup apps)
    {
        console.Line();
        ReceiptSection.Write(console, result);
        ModelsTable.Write(console, result.Models);
        DecileSection.Write(console, result);
        AgentSection.Write(console, result);
        DecisionSection.Write(console, result);
        ListSection.Write(console, result);
        ScorecardSection.Write(console, result);
        CareSection.Write(console, result);
        LeaverSection.Write(console, result);
        EnquirySection.Write(console, result);
        MigrationSection.Write(console, result);
        GroupSection.Write(console, result);
        TeamSection.Write(console, result);
        AcquisitionSection.Write(console, result);
        LeverSection.Write(console, result);
        ProofSection.Write(console, result);
        PlanSection.Write(console, result);
        TimingSection.Write(console, result);
        NextSection.Write(console, options, apps);
        foreach (var fault in faults)
            console.Line(fault);
        if (faults.Count == 0)
            console.Line($"Run {result.Last.Run.Run} is published and its totals agree.");
    }
}
