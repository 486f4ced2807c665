using System.Runtime.CompilerServices;
using Example;

namespace SmtpGen.Client.Tests;

public sealed class ExampleTests
{
    [Fact]
    public void The_manual_shows_the_example_as_it_compiles() => Assert.Contains(
        File.ReadAllText(Beside("Newsletter.cs")).ReplaceLineEndings("\n"),
        File.ReadAllText(Beside("../../docs/client.md")).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    [Fact(Timeout = 60_000)]
    public async Task The_example_sends_to_each_hundred_readers()
    {
        string hundred = string.Concat(Enumerable.Range(0, 100).Select(i => $"C: RCPT TO:<reader{i}@b.example>\nS: 250 ok\n"));
        await using var server = ScriptedServer.Play($"""
            S: 220 mx.example
            C: EHLO client.example
            S: 250 mx.example
            C: MAIL FROM:<news@example.org>
            S: 250 ok
            {hundred}C: DATA
            S: 354 go
            C.
            S: 452 4.3.1 Disk full
            C: MAIL FROM:<news@example.org>
            S: 250 ok
            C: RCPT TO:<reader100@b.example>
            S: 250 ok
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);
        await Newsletter.SendAsync(
            server.Options, [.. Enumerable.Range(0, 101).Select(i => $"reader{i}@b.example")], "x"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("x\r\nx\r\n", server.Body);
        Assert.Equal(TlsPolicy.Implicit, Newsletter.Server("secret").Tls);
    }

    private static string Beside(string path, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, path);
}
