using System.Text.Json;

namespace SmtpGen.Repository.Tests.Benchmarks;

/// <summary>The comparison of receivers measures what it says, and does not pass over a message that was not acknowledged.</summary>
public sealed class PeerComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smtpgen-peers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Receivers_are_measured_in_rounds_and_compared_within_them()
    {
        Require();

        var (exit, output) = await CompareAsync("--rounds", "2", "--loads", "sessions-10,pipelined", "--receivers", "floor,jit-portable");

        Assert.True(exit == 0, output);
        foreach (string receiver in new[] { "C floor", "SmtpGen, JIT, portable" })
            Assert.Equal(2, output.Split($"\n| {receiver} | ").Length - 1);
        Assert.Contains("| receiver | messages/s | x C floor | CPU, ms per 1,000 | x C floor |", output);

        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "results.json"), TestContext.Current.CancellationToken));
        Assert.True(results.RootElement.GetProperty("machine").GetProperty("cores").GetInt32() > 0);
        foreach (var load in results.RootElement.GetProperty("loads").EnumerateArray())
        {
            var receivers = load.GetProperty("receivers").EnumerateArray().ToDictionary(receiver => receiver.GetProperty("id").GetString()!);
            var ours = receivers["jit-portable"];
            var rates = Rounds(ours, "messagesPerSecond");
            var floors = Rounds(receivers["floor"], "messagesPerSecond");
            Assert.Equal(2, rates.Count);
            Assert.All(rates, rate => Assert.True(rate > 0));
            Assert.All(Rounds(ours, "processor"), time => Assert.True(time > 0));
            Assert.All(Rounds(ours, "peakMemory"), memory => Assert.InRange(memory, 5, 1000));

            // Each ratio is one of the same round.
            var ratio = ours.GetProperty("ratios").GetProperty("floor").GetProperty("messagesPerSecond");
            double[] expected = [.. rates.Zip(floors, (rate, floor) => rate / floor).Order()];
            Assert.Equal(expected[0], ratio.GetProperty("least").GetDouble(), 9);
            Assert.Equal(expected[1], ratio.GetProperty("most").GetDouble(), 9);
            Assert.Contains("<svg", await File.ReadAllTextAsync(
                Path.Combine(_folder, $"{load.GetProperty("id").GetString()}.processor.svg"), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    // smtp-sink refuses the end of data.
    [InlineData("sessions-10")]
    [InlineData("pipelined")]
    public async Task A_message_that_is_not_acknowledged_is_an_error_with_the_names_of_receiver_and_load(string load)
    {
        Require();
        string sink = Environment.IsPrivilegedProcess ? "smtp-sink -u nobody" : "smtp-sink";

        var (exit, output) = await CompareAsync(
            "--rounds", "1", "--loads", load, "--receivers", "floor", "--own", $"refusing={sink} -f . 127.0.0.1:{{port}} 100");

        Assert.Equal(1, exit);
        Assert.Contains($"FAILED: refusing (refusing) under ", output);
        Assert.Contains($"({load}): ", output);
        Assert.Contains("| refusing | failed |", output);
        Assert.Matches(@"\| C floor \| \d", output);
    }

    [Fact]
    public async Task A_receiver_that_is_missing_is_said_and_left_out()
    {
        Require();

        var (exit, output) = await CompareAsync(
            "--rounds", "1", "--loads", "start", "--receivers", "floor", "--own", "absent=no-such-program {port}");

        Assert.Equal(0, exit);
        Assert.Contains("Left out: absent, since there is no program for 'no-such-program {port}'.", output);
        Assert.DoesNotContain("| absent |", output);
    }

    [Theory]
    [InlineData("There is no option '--wrong'.", "--wrong")]
    [InlineData("--rounds is a number from 1, not '0'.", "--rounds", "0")]
    [InlineData("There is no load 'none'; --list names them.", "--loads", "none")]
    [InlineData("There is no receiver 'none'; --list names them.", "--receivers", "none")]
    [InlineData("--scale needs a value.", "--scale")]
    public async Task A_wrong_option_is_an_error_that_says_what_is_right(string error, params string[] options)
    {
        var (exit, output) = await RunAsync(options);

        Assert.Equal(2, exit);
        Assert.Contains($"peers: {error}", output);
    }

    private static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it measures by /proc");
        foreach (string program in new[] { "gcc", "smtp-source", "smtp-sink" })
            ForeignProgram.Require(program);
    }

    private static List<double> Rounds(JsonElement receiver, string figure) =>
        [.. receiver.GetProperty("rounds").EnumerateArray().Select(round => round.GetProperty(figure).GetDouble())];

    private Task<(int Exit, string Output)> CompareAsync(params string[] options) =>
        RunAsync([.. options, "--scale", "0.01", "--output", _folder]);

    private static Task<(int Exit, string Output)> RunAsync(string[] options)
    {
        string output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        string program = Checkout.At(Path.Combine("tests", "Benchmarks", "bin", configuration, Path.GetFileName(output), "SmtpGen.Benchmarks.dll"));
        return Checkout.TryAsync(Checkout.Root, "dotnet", [program, "peers", .. options]);
    }
}
