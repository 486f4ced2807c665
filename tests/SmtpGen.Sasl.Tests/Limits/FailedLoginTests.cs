using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SmtpGen.Sasl.Tests.Limits;

public sealed class FailedLoginTests
{
    [Theory]
    [InlineData("alice", "user=\"alice\"")]
    [InlineData(null, "user=-")]
    [InlineData("-", "user=\"-\"")]
    [InlineData("a b", "user=\"a b\"")]
    [InlineData("a\"b\\c", "user=\"a\\u{22}b\\u{5c}c\"")]
    [InlineData("x\r\nLogin failed: address=198.51.100.1", "user=\"x\\u{d}\\u{a}Login failed: address=198.51.100.1\"")]
    [InlineData("b\u00e9b\u00e9\u202e\U0001F600", "user=\"b\\u{e9}b\\u{e9}\\u{202e}\\u{1f600}\"")]
    public void A_failed_login_is_one_line_of_printable_ascii(string? user, string expected)
        => Assert.Equal(
            "address=192.0.2.1 protocol=smtp mechanism=PLAIN reason=wrong " + expected,
            new FailedLogin("smtp", "192.0.2.1", "PLAIN", user, IsRefusedUnseen: false).ToString());

    [Fact]
    public void A_long_name_is_cut()
        => Assert.EndsWith(
            $" user=\"{new string('x', 64)}\"...", new FailedLogin("smtp", null, "PLAIN", new string('x', 12000), true).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("alice", "192.0.2.66")]
    [InlineData("alice", "2001:db8::66")]
    [InlineData(null, "192.0.2.66")]
    [InlineData("", "192.0.2.66")]
    [InlineData("x\nLogin failed: address=198.51.100.1 protocol=smtp mechanism=PLAIN reason=wrong user=-", "192.0.2.66")]
    [InlineData("x\" address=198.51.100.1 protocol=smtp mechanism=PLAIN reason=wrong user=\"y", "192.0.2.66")]
    [InlineData("\u2028\u0085\"\"\"\\\\\\", "192.0.2.66")]
    public void The_filter_for_fail2ban_reads_whose_login_it_was_whatever_the_name(string? user, string address)
    {
        string line = "Login failed: " + new FailedLogin("smtp", address, "SCRAM-SHA-256-PLUS", user, user is null);
        foreach (string begin in (string[])["", "smtpgen: ", " mx smtpgen[123]: smtpgen: ", " mx smtpgen[123]: <4>SmtpGen.Server.Hosting.ProtocolServer[41] ", "      "])
            Assert.Equal(address, Filter().Match(begin + line).Groups["host"].Value);
    }

    [Theory]
    [InlineData("smtpgen: Refused Login failed: address=192.0.2.1 protocol=smtp mechanism=PLAIN reason=wrong user=-")]
    [InlineData("Login failed: address=- protocol=smtp mechanism=PLAIN reason=wrong user=-")]
    [InlineData("Login failed: address=192.0.2.1 protocol=smtp mechanism=PLAIN reason=wrong user=\"x\" user=\"y\"")]
    public void The_filter_for_fail2ban_reads_nothing_else(string line) => Assert.DoesNotMatch(Filter(), line);

    [Fact]
    public async Task Every_login_is_counted_and_those_that_fail_are_told()
    {
        var told = new List<FailedLogin>();
        var server = new SaslServer(new TestUsers(("alice", "secret")), new SaslOptions { LoginFailed = told.Add });
        var counted = new List<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "smtpgen.logins")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, number, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            Assert.Equal(1, number);
            if (all["network.protocol.name"] == "counted")
                counted.Add($"{all["smtpgen.mechanism"]} {all["smtpgen.result"]}");
        });
        listener.Start();
        SaslContext context = Talk.Encrypted with { Protocol = "counted", RemoteAddress = "[2001:db8::1%1]:4711" };

        Assert.Equal("alice as alice", await server.Begin("PLAIN", context).SayAsync("\0alice\0secret"));
        Assert.Equal("BadCredentials", await server.Begin("PLAIN", context).SayAsync("\0alice\0wrong"));
        await server.Begin("OAUTHBEARER", context).SayAsync("n,,\u0001auth=Bearer wrong\u0001\u0001"); // and leaves
        Assert.Equal("MalformedResponse", await server.Begin("PLAIN", context).SayAsync("alice"));

        Assert.Equal(
            [
                "address=2001:db8::1 protocol=counted mechanism=PLAIN reason=wrong user=\"alice\"",
                "address=2001:db8::1 protocol=counted mechanism=OAUTHBEARER reason=wrong user=-",
            ],
            told.Select(failed => failed.ToString()));
        Assert.Equal(["PLAIN success", "PLAIN wrong", "OAUTHBEARER wrong", "PLAIN malformed"], counted);
    }

    // What fail2ban makes of <ADDR>: an address of either family.
    private static Regex Filter()
    {
        string expression = File.ReadAllLines(FilterFile()).Single(line => line.StartsWith("failregex = ", StringComparison.Ordinal))["failregex = ".Length..];
        return new Regex(expression.Replace("<ADDR>", @"(?<host>(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+)", StringComparison.Ordinal));
    }

    private static string FilterFile([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "../../../deploy/fail2ban/filter.d/smtpgen.conf");
}
