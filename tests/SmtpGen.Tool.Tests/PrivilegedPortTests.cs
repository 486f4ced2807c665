namespace SmtpGen.Tool.Tests;

public sealed class PrivilegedPortTests
{
    private const string FirstFreePort = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

    [Fact(Timeout = 120_000)]
    public async Task A_port_that_needs_a_privilege_is_an_error_that_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs setpriv");
        Assert.SkipUnless(
            File.Exists(FirstFreePort) && int.Parse(await File.ReadAllTextAsync(FirstFreePort, TestContext.Current.CancellationToken)) > 25,
            "every user may listen on port 25 here");
        Assert.SkipWhen(Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"), "runs as root, and setpriv is missing");
        string mayNot = Environment.IsPrivilegedProcess ? "setpriv --bounding-set=-net_bind_service --inh-caps=-net_bind_service " : "";
        using var folder = new TemporaryFolder();

        var run = await ToolProcess.InShellAsync($"{mayNot}\"$@\"", "serve", "--listen", "127.0.0.1:25", "--store", folder["store.db"]);

        Assert.SkipWhen(run.Error.StartsWith("setpriv:", StringComparison.Ordinal), $"setpriv may not be used here: {run.Error}");
        Assert.Equal(ToolExit.Environment, run.ExitCode);
        Assert.Equal(
            "smtpgen: cannot listen on 127.0.0.1:25: permission denied; ports below 1024 need a privilege: choose a higher port or grant it",
            run.Error.TrimEnd());
        Assert.Equal("", run.Output);
    }
}
