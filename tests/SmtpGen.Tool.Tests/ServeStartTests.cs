namespace SmtpGen.Tool.Tests;

/// <summary>What <c>smtpgen serve</c> does before it greets, and what it leaves for later.</summary>
public sealed class ServeStartTests
{
    private const int Timeout = 120_000;

    [Fact(Timeout = Timeout)]
    public async Task The_library_of_cryptography_is_loaded_when_somebody_logs_in_and_not_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads what a process has loaded");
        using var folder = new TemporaryFolder();
        var port = new FreePort();
        await using var server = ServeProcess.Start("", "--listen", port.Address, "--store", folder["store.db"], "--any-login", "--plaintext-auth");
        using var client = await port.GreetedAsync();
        Assert.StartsWith("250", await client.SendAsync("Subject: Hello"));
        Assert.DoesNotContain("libcrypto", await LoadedAsync(server));

        await client.AskAsync("EHLO client.example");
        Assert.StartsWith("235", await client.SayAsync("AUTH PLAIN AGFubgBzZWNyZXQ="));

        Assert.Contains("libcrypto", await LoadedAsync(server));
    }

    private static Task<string> LoadedAsync(ServeProcess server) =>
        File.ReadAllTextAsync($"/proc/{server.Process.Id}/maps", TestContext.Current.CancellationToken);
}
