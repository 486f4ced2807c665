using SmtpGen.Language.Model;

namespace SmtpGen.Language.Tests;

/// <summary>The shipped protocol.</summary>
public sealed class ProtocolTests
{
    private static readonly Specification s_shipped = SpecFiles.ReadProtocols();

    [Fact]
    public void Smtp_and_all_it_includes_compile_without_findings()
    {
        Assert.Empty(s_shipped.Diagnostics.Select(d => d.ToString()));
        Assert.Contains(s_shipped.Protocols, p => p.Name == "Smtp");
    }

    [Theory]
    [InlineData("Connected", "DATA", "EHLO")]
    [InlineData("Idle", "RCPT", "MAIL")]
    [InlineData("Sender", "MAIL", "RSET")]
    [InlineData("Refused", "EHLO", "QUIT")]
    [InlineData("Refused", "DATA", "QUIT")]
    public void The_first_step_leads_to_the_refused_command(string state, string command, string step)
    {
        var smtp = Smtp();
        int stateIndex = smtp.States.ToList().FindIndex(s => s.Name == state);
        int commandIndex = smtp.Commands.ToList().FindIndex(c => c.Verb == command);

        Assert.Equal(step, Routes.FirstStep(smtp, stateIndex, commandIndex));
    }

    [Fact]
    public void The_shortest_transaction_is_EHLO_MAIL_RCPT_DATA() =>
        Assert.Equal(["EHLO", "MAIL", "RCPT", "DATA"], Routes.TransactionPath(Smtp()));

    [Fact]
    public void What_is_counted_follows_commands_that_a_protocol_renames_and_removes()
    {
        var lmtp = s_shipped.Protocols.Single(p => p.Name == "Lmtp");
        var junk = lmtp.Tallies.Single(t => lmtp.Limits[t.Limit].Name == "junk-commands");

        Assert.Equal(["RSET", "VRFY", "EXPN", "HELP", "NOOP", "ETRN"], junk.Commands.Select(c => lmtp.Commands[c].Verb));
        var greetings = lmtp.Tallies.Single(t => lmtp.Limits[t.Limit].Name == "greetings");
        Assert.Equal(["LHLO"], greetings.Commands.Select(c => lmtp.Commands[c].Verb));
    }

    [Fact]
    public void Lmtp_names_LHLO_and_never_EHLO_or_HELO_in_any_language()
    {
        var lmtp = s_shipped.Protocols.Single(p => p.Name == "Lmtp");
        var texts = lmtp.Replies.SelectMany(r => r.Lines.SelectMany(line => line).Select(part => part.Text).Concat(Of(r.Help)))
            .Concat(lmtp.Helps.SelectMany(h => h.Replies.SelectMany(Of))).ToList();

        Assert.Contains(texts, text => text.Contains("LHLO", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("EHLO", StringComparison.Ordinal) || text.Contains("HELO", StringComparison.Ordinal));

        static IEnumerable<string> Of(HelpText help) => [help.Meaning, help.Seen, help.Fix];
    }

    [Theory]
    [InlineData("BINARYMIME", "CHUNKING")]
    [InlineData("SMTPUTF8", "8BITMIME")]
    public void An_extension_that_needs_another_says_so(string extension, string needed)
    {
        foreach (var protocol in s_shipped.Protocols.Where(p => p.Name is "Smtp" or "Lmtp"))
        {
            var with = protocol.Extensions.Single(e => e.Keyword == extension).With;
            Assert.Equal([needed], with.Select(i => protocol.Extensions[i].Keyword));
        }
    }

    [Fact]
    public void Compiling_twice_gives_equal_models() =>
        Assert.Equal(Smtp(), SpecFiles.ReadProtocols().Protocols.Single(p => p.Name == "Smtp"));

    private static ProtocolModel Smtp() => s_shipped.Protocols.Single(p => p.Name == "Smtp");
}
