using SmtpGen.Protocols.Smtp;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Tests;

public sealed class ServeOfferTests
{
    private const int Timeout = 120_000;

    public static TheoryData<string> Keywords =>
        [.. Enum.GetValues<SmtpExtensions>().Select(SmtpTable.Keyword).Where(keyword => keyword.Length > 0)];

    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Keywords))]
    public async Task An_extension_that_is_offered_is_listed_or_an_error_says_what_it_lacks(string keyword)
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--store", folder["store.db"], "--lmtp", "127.0.0.1:0", "--offer", keyword];
        var tried = await ToolRun.OfAsync(["serve", "--listen", "127.0.0.1:0", .. options, "--print-config"]);
        if (tried.ExitCode != 0)
        {
            Assert.StartsWith($"smtpgen: the extension {keyword} ", tried.Error);
            Assert.Matches("--(tls-cert|users|trusted-clients|offer) ", tried.Error);
            return;
        }

        await using var serving = await Serving.StartAsync(options);
        Assert.Contains(keyword, await ListedAsync(serving.EndPoint, "EHLO"));
        string lmtp = await serving.NextLineAsync();
        Assert.Contains(keyword, await ListedAsync(System.Net.IPEndPoint.Parse(lmtp.Split(' ', ',')[2]), "LHLO"));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_needs_a_value_is_listed_with_it()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync(
            "--store", folder["store.db"], "--offer", "FUTURERELEASE 86400", "--offer", "NO-SOLICITING net.example:ADV,org.example:ADV",
            "--trusted-clients", "127.0.0.1", "--offer", "XCLIENT");
        using var client = await MailClient.ConnectAsync(serving.EndPoint);
        var before = DateTimeOffset.UtcNow.AddSeconds(86_399);

        string[] lines = await client.AskAsync("EHLO client.example.org");

        Assert.Contains("NO-SOLICITING net.example:ADV,org.example:ADV", lines.Select(line => line[4..]));
        string[] hold = lines.Single(line => line[4..].StartsWith("FUTURERELEASE ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal("86400", hold[1]);
        Assert.InRange(DateTimeOffset.Parse(hold[2], System.Globalization.CultureInfo.InvariantCulture), before, before.AddMinutes(5));
        Assert.EndsWith("Z", hold[2]);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<ann@example.org> HOLDFOR=86400 SOLICIT=net.example:ADV"));
        Assert.StartsWith("250", await client.SayAsync("RSET"));
        Assert.StartsWith("501", await client.SayAsync("MAIL FROM:<ann@example.org> HOLDFOR=86401"));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("FUTURERELEASE soon", "--offer FUTURERELEASE soon: the longest time is a whole number of seconds, such as 86400")]
    [InlineData("FUTURERELEASE 0", "--offer is 0; it must be between 1 and 999999999")]
    [InlineData("ETRN 5", "--offer ETRN takes no value; FUTURERELEASE")]
    [InlineData("NO-SOLICITING a b", "--offer holds 'a b'; it must be letters, digits")]
    [InlineData("XYZZY", "--offer names 'XYZZY', which is not an extension; those that are off: ")]
    public async Task A_wrong_offer_is_named(string offer, string error)
    {
        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--offer", offer);

        Assert.StartsWith($"smtpgen: {error}", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void Keywords_are_those_of_the_protocol() => Assert.Contains("NO-SOLICITING", MailOffers.Off);

    private static async Task<IEnumerable<string>> ListedAsync(System.Net.IPEndPoint endPoint, string verb)
    {
        using var client = await MailClient.ConnectAsync(endPoint);
        return (await client.AskAsync($"{verb} client.example.org")).Select(line => line[4..].Split(' ')[0]);
    }
}
