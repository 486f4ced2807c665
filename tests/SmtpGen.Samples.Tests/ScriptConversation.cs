using System.Text;
using Samples.ManageSieve;

namespace SmtpGen.Samples;

/// <summary>What a client of ManageSieve says, to whichever server.</summary>
internal static class ScriptConversation
{
    public static async Task RunAsync(ManageSieveProtocolClient client, string user, string password, CancellationToken cancellationToken)
    {
        var greeting = await client.ReadGreetingAsync(cancellationToken);
        Assert.True(greeting.IsPositive);
        Assert.Contains(greeting.Lines, line => line.StartsWith("\"SIEVE\"", StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await client.ListscriptsAsync(cancellationToken));
        string wrong = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0no"));
        Assert.Equal(ManageSieveAuthenticateReply.AuthFailed, Kind(await client.AuthenticateAsync("PLAIN", wrong, cancellationToken)));
        string right = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
        Assert.Equal(ManageSieveAuthenticateReply.LoggedIn, (await client.AuthenticateAsync("PLAIN", right, cancellationToken)).Kind);

        string script = "# \"caf\u00e9\"\r\nkeep;\r\n# OK \"Done\"\r\n";
        string name = "say 'a' caf\u00e9";
        Assert.Equal(ManageSievePutscriptReply.Done, (await client.PutscriptAsync(name, script, cancellationToken)).Kind);
        Assert.Equal(ManageSievePutscriptReply.Done, (await client.PutscriptAsync("other", "keep;\r\n", cancellationToken)).Kind);
        Assert.False((await client.PutscriptAsync("wrong", "if {\r\n", cancellationToken)).IsPositive);
        Assert.Equal(ManageSieveSetactiveReply.Done, (await client.SetactiveAsync("other", cancellationToken)).Kind);
        var listed = await client.ListscriptsAsync(cancellationToken);
        Assert.Equal(ManageSieveListscriptsReply.Done, listed.Kind);
        Assert.Equal(["listed other-active", $"listed {name}"], [.. listed.Before.Select(Shown).Order(StringComparer.Ordinal)]);
        Assert.Equal(script, (await client.GetscriptAsync(name, cancellationToken))["content"]);
        Assert.False((await client.GetscriptAsync("none", cancellationToken)).IsPositive);
        Assert.Equal(ManageSieveDeletescriptReply.Done, (await client.DeletescriptAsync(name, cancellationToken)).Kind);
        Assert.Equal(ManageSieveLogoutReply.Bye, (await client.LogoutAsync(cancellationToken)).Kind);
        Assert.True(client.IsClosed);
    }

    private static string Shown(Runtime.Client.ClientReply reply) => $"listed {reply["name"]}{(reply.Name == "listed-active" ? "-active" : "")}";

    // Servers say in words of their own why.
    private static ManageSieveAuthenticateReply Kind(Runtime.Client.ClientReply<ManageSieveAuthenticateReply> reply) =>
        reply is { Kind: ManageSieveAuthenticateReply.Other, IsPositive: false } ? ManageSieveAuthenticateReply.AuthFailed : reply.Kind;
}
