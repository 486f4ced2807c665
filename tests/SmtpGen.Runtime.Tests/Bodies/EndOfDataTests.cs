using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>What ends a body and what must not (RFC 5321 section 4.1.1.4), with a command pipelined after it.</summary>
public sealed class EndOfDataTests
{
    private const string Command = "RCPT TO:<a@b.example>\r\n";

    private static readonly (string Sequence, BodyFault Fault, string Stored)[] s_notEnds =
    [
        ("\n.\n", BodyFault.BareLineFeed, "\r\n..\r\n"),
        ("\n.\r", BodyFault.BareLineFeed, "\r\n..\r\n"),
        ("\n.\r\n", BodyFault.BareLineFeed, "\r\n..\r\n"),
        ("\r.\n", BodyFault.BareCarriageReturn, "\r\n..\r\n"),
        ("\r.\r", BodyFault.BareCarriageReturn, "\r\n..\r\n"),
        ("\r.\r\n", BodyFault.BareCarriageReturn, "\r\n..\r\n"),
        ("\r\n.\n", BodyFault.BareLineFeed, "\r\n..\r\n"),
        ("\r\n.\r", BodyFault.BareCarriageReturn, "\r\n..\r\n"),
        ("\r\n..\r", BodyFault.BareCarriageReturn, "\r\n..\r\n"),
        ("\r\n..\n", BodyFault.BareLineFeed, "\r\n..\r\n"),
        ("\r\n.\r\r\n", BodyFault.BareCarriageReturn, "\r\n..\r\n\r\n"),
        ("\r\r\n.\r\r\n", BodyFault.BareCarriageReturn, "\r\n\r\n..\r\n\r\n"),
        ("\r\n\0.\r\n", BodyFault.None, "\r\n\0.\r\n"),
        ("\r\n.\0\r\n", BodyFault.None, "\r\n\0\r\n"),
        ("\r\n\r.\r\n", BodyFault.BareCarriageReturn, "\r\n\r\n..\r\n"),
        ("\n\n.\n\n", BodyFault.BareLineFeed, "\r\n\r\n..\r\n\r\n"),
        ("\n.x\r\n", BodyFault.BareLineFeed, "\r\n.x\r\n"),
        ("\n..\r\n", BodyFault.BareLineFeed, "\r\n..\r\n"),
    ];

    /// <summary>The sequence, what strict finds in it.</summary>
    public static TheoryData<string, BodyFault> Faults => new(s_notEnds.Select(row => (row.Sequence, row.Fault)));

    /// <summary>The sequence, what normalize stores for it.</summary>
    public static TheoryData<string, string> Stored => new(s_notEnds.Select(row => (row.Sequence, row.Stored)));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Strict_stops_at_the_first_stray_line_end_wherever_the_reads_are_cut(string sequence, BodyFault fault)
    {
        var rules = BodyRules.Strict with { AllowNul = true };
        foreach (string text in Texts)
        {
            ForEveryCut(text + sequence + Command, rules, outcome =>
            {
                Assert.Equal(fault, outcome.Fault);
                Assert.Equal(fault == BodyFault.None ? DottedBodyStatus.NeedInput : DottedBodyStatus.Malformed, outcome.Status);
                Assert.StartsWith(text, outcome.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("..", outcome.Body, StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void Normalize_reads_on_to_the_true_end_wherever_the_reads_are_cut(string sequence, string stored)
    {
        var rules = BodyRules.Normalize with { AllowNul = true };
        foreach (string text in Texts)
        {
            string body = text + stored + Command;
            ForEveryCut(text + sequence + Command + ".\r\nQUIT\r\n", rules, outcome => Assert.Equal(
                new(DottedBodyStatus.Ended, body, "QUIT\r\n", BodyFault.None, body.Length, false), outcome));
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void What_is_stored_does_not_depend_on_where_in_a_block_it_lies(string sequence, string stored)
    {
        for (int length = 1; length < 80; length++)
        {
            string before = new('x', length);
            string after = new('y', 200);
            Assert.Equal(
                before + stored + after,
                Decoding.Decode(before + sequence + after, BodyRules.Normalize with { AllowNul = true }).Body);
        }
    }

    [Theory]
    [InlineData("\r\n\0.\r\n")]
    [InlineData("\r\n.\0\r\n")]
    [InlineData("\r\n.\r\0\n")]
    [InlineData("\0")]
    public void A_nul_that_is_not_allowed_makes_the_body_malformed_under_both_policies(string sequence)
    {
        foreach (string text in Texts)
        {
            ForEveryCut(text + sequence + Command, BodyRules.Normalize, outcome =>
            {
                Assert.Equal(DottedBodyStatus.Malformed, outcome.Status);
                Assert.Equal(BodyFault.Nul, outcome.Fault);
            });
            ForEveryCut(text + sequence + Command, BodyRules.Strict, outcome =>
            {
                Assert.Equal(DottedBodyStatus.Malformed, outcome.Status);
                Assert.Equal(sequence.Contains("\r\0") ? BodyFault.BareCarriageReturn : BodyFault.Nul, outcome.Fault);
            });
        }
    }

    [Theory]
    [InlineData("x\r\n.\r\n", "x\r\n")]
    [InlineData(".\r\n", "")]
    [InlineData("\r\n.\r\n", "\r\n")]
    [InlineData(".x\r\n.\r\n", "x\r\n")]
    [InlineData("..\r\n.\r\n", ".\r\n")]
    [InlineData("...\r\n.\r\n", "..\r\n")]
    [InlineData(". \r\n.\r\n", " \r\n")]
    [InlineData("x\r\n..\r\n..y\r\n.\r\n", "x\r\n.\r\n.y\r\n")]
    [InlineData("\r\n\r\n\r\n.\r\n", "\r\n\r\n\r\n")]
    public void A_true_end_leaves_the_commands_behind_it_wherever_the_reads_are_cut(string input, string body)
    {
        foreach (var rules in (BodyRules[])[BodyRules.Strict, BodyRules.Normalize])
            ForEveryCut(input + Command, rules, outcome => Assert.Equal(
                new(DottedBodyStatus.Ended, body, Command, BodyFault.None, body.Length, false), outcome));
    }

    [Fact]
    public void A_stray_cr_before_a_true_end_is_malformed_when_strict_and_a_line_end_when_normalized()
    {
        ForEveryCut("x\r\r\n.\r\n" + Command, BodyRules.Strict, outcome => Assert.Equal(
            new(DottedBodyStatus.Malformed, "x", "\r\n.\r\n" + Command, BodyFault.BareCarriageReturn, 1, false), outcome));
        ForEveryCut("x\r\r\n.\r\n" + Command, BodyRules.Normalize, outcome => Assert.Equal(
            new(DottedBodyStatus.Ended, "x\r\n\r\n", Command, BodyFault.None, 5, false), outcome));
    }

    [Fact]
    public void A_sequence_at_the_very_start_is_no_end_either()
    {
        Assert.Equal("..\r\nx", Decoding.Decode(".\nx", BodyRules.Normalize).Body);
        Assert.Equal("..\r\nx", Decoding.Decode(".\rx", BodyRules.Normalize).Body);
        Assert.Equal("\r\n..\r\nx", Decoding.Decode("\n.\r\nx", BodyRules.Normalize).Body);
        Assert.Equal(DottedBodyStatus.Malformed, Decoding.Decode(".\n" + Command, BodyRules.Strict).Status);
        Assert.Equal(DottedBodyStatus.Malformed, Decoding.Decode(".\r" + Command, BodyRules.Strict).Status);
    }

    private static string[] Texts => ["x", "first line\r\n" + new string('x', 70)];

    private static void ForEveryCut(string input, BodyRules rules, Action<BodyOutcome> check)
    {
        for (int position = 1; position <= input.Length; position++)
            check(Decoding.DecodeCutAt(input, rules, position));
        check(Decoding.Decode(input, rules, [1], [DottedBodyDecoder.MinimumDestination]));
    }
}
