namespace SmtpGen.Tool.Tests;

/// <summary>A value that cannot be used: the server does not start, and one line says which key, which value, what is allowed.</summary>
public class ServeOptionTests
{
    [Theory]
    [InlineData("--trusted-clients", "10.0.0.0/99", "TrustedClients holds '10.0.0.0/99'; it must be an IP address, or a network")]
    [InlineData("--trusted-proxies", "nowhere", "TrustedProxies holds 'nowhere'; it must be an IP address, or a network")]
    [InlineData("--offer", "TURN", "there is no extension 'TURN'")]
    [InlineData("--pop3", "127.0.0.1:0", "--pop3 needs --users")]
    public async Task A_value_that_is_not_allowed_is_named(string option, string value, string message)
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--store", folder["store.db"], option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--tls-cert", "Tls:Certificate is '{0}'", "PEM")]
    [InlineData("--users", "Users is '{0}'", "file:1")]
    public async Task A_file_that_cannot_be_used_is_named(string option, string message, string more)
    {
        using var folder = new TemporaryFolder();
        string file = folder["file"];
        await File.WriteAllTextAsync(file, "alice:{SCRAM-SHA-256}junk\n", TestContext.Current.CancellationToken);

        var run = await ToolRun.OfAsync("serve", "--store", folder["store.db"], option, file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(string.Format(null, message, file), run.Error, StringComparison.Ordinal);
        Assert.Contains(more, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Required_encryption_needs_a_certificate()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--store", folder["store.db"], "--require-tls");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Tls:Certificate is empty", run.Error, StringComparison.Ordinal);
    }
}
