using Spectre.Console;

namespace SmtpGen.Tool.Load;

/// <summary>Shows on a terminal how a load goes on.</summary>
internal static class LoadProgress
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(200);

    public static async Task<LoadReport> ShowAsync(LoadRun run, TextWriter terminal, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("messages", maxValue: run.Plan.Messages);
                var running = run.RunAsync(cancellationToken);
                while (await Task.WhenAny(running, Task.Delay(s_refresh, CancellationToken.None)) != running)
                    Update(bar, run.Counts);
                Update(bar, run.Counts);
                return await running;
            });
    }

    private static void Update(ProgressTask bar, LoadCounts counts)
    {
        bar.Value = counts.Sent + counts.Failed;
        bar.Description = counts.Failed == 0 ? $"{counts.Sent} sent" : $"{counts.Sent} sent, {counts.Failed} failed";
    }
}
