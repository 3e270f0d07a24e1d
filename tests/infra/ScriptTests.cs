using System.Diagnostics;

namespace ReapFunctions.Infra.Tests;

/// <summary>The scripts of the guide, against an <c>az</c> that answers from a list and remembers what it was asked.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-scripts-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void PoisonMessagesGoBackToTheirQueueAndLeaveTheOther()
    {
        Answers(
            ("storage message get", "id-1\nreceipt-1\neyJSdW4iOiIyMDI2LTExLTIxLjEifQ=="),
            ("storage message put", ""),
            ("storage message delete", ""),
            ("storage message get", ""));
        Assert.EndsWith(
            "1 message(s) put back to score-bucket\n", Run("replay-poison.sh", "account", "score-bucket"),
            StringComparison.Ordinal);
        var asked = Asked();
        Assert.Contains(
            "--queue-name score-bucket --content eyJSdW4iOiIyMDI2LTExLTIxLjEifQ== --time-to-live 604800", asked[1],
            StringComparison.Ordinal);
        Assert.Contains("--queue-name score-bucket-poison --id id-1 --pop-receipt receipt-1", asked[2], StringComparison.Ordinal);
    }

    [Fact]
    public void ErasingAsksTheAppAndEncodesTheIdByteForByte()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "az"), """
            curl() { echo "${@: -1}" >> "$FAKE/asked"; cat "$6" >> "$FAKE/asked"; }
            """);
        Run("erase-customer.sh", "https://reap.example/", "O'Neil/é");
        Assert.Equal(
            ["https://reap.example/api/customers/%4f%27%4e%65%69%6c%2f%c3%a9", "header = \"x-functions-key: master\""], Asked());
    }

    [Theory]
    [InlineData("replay-poison.sh")]
    [InlineData("erase-customer.sh")]
    [InlineData("smoke-test.sh")]
    public void WithoutArgumentsAScriptSaysHowItIsUsed(string script) =>
        Assert.Contains("Use: infra/azure/" + script, Run(script), StringComparison.Ordinal);

    // az: logs its arguments, and gives the next answer when the command is the one that is expected.
    private void Answers(params (string Command, string Text)[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"command{i}"), answers[i].Command);
            File.WriteAllText(Path.Combine(folder.FullName, $"answer{i}"), answers[i].Text);
        }
        File.WriteAllText(Path.Combine(folder.FullName, "az"), """
            az() {
              local n; n=$(wc -l < "$FAKE/asked" 2>/dev/null || echo 0)
              echo "$*" >> "$FAKE/asked"
              [[ "$*" == "$(cat "$FAKE/command$n")"* ]] || { echo "unexpected: $*" >&2; return 9; }
              cat "$FAKE/answer$n"
            }
            """);
    }

    private string[] Asked() => File.ReadAllLines(Path.Combine(folder.FullName, "asked"));

    private string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "bash", [DeployedFiles.Full($"infra/azure/{script}"), .. arguments])
        { RedirectStandardOutput = true };
        // Bash reads this file first: its function az takes the place of the program.
        start.Environment["BASH_ENV"] = Path.Combine(folder.FullName, "az");
        start.Environment["FAKE"] = folder.FullName;
        start.Environment["key"] = "master";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
