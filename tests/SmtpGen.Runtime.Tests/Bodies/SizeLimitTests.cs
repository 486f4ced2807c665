using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>The maximum counts unstuffed octets, line ends included (RFC 1870).</summary>
public sealed class SizeLimitTests
{
    private const string Input = "abc\r\n..\r\n.de\r\n.\r\nQUIT\r\n";
    private const string Body = "abc\r\n.\r\nde\r\n";

    [Fact]
    public void A_body_of_exactly_the_maximum_passes() => Assert.Equal(
        new(DottedBodyStatus.Ended, Body, "QUIT\r\n", BodyFault.None, Body.Length, false),
        Decoding.Decode(Input, BodyRules.Strict with { Maximum = Body.Length }));

    [Fact]
    public void A_body_over_the_maximum_is_cut_there_and_read_to_its_end_whatever_the_maximum()
    {
        for (int maximum = 1; maximum < Body.Length; maximum++)
        {
            var expected = new BodyOutcome(
                DottedBodyStatus.EndedTooBig, Body[..maximum], "QUIT\r\n", BodyFault.None, Body.Length, true);
            var rules = BodyRules.Strict with { Maximum = maximum };
            Assert.Equal(expected, Decoding.Decode(Input, rules));
            Assert.Equal(expected, Decoding.Decode(Input, rules, [1], [DottedBodyDecoder.MinimumDestination]));
        }
    }

    [Fact]
    public void The_last_line_end_counts() => Assert.Equal(
        new(DottedBodyStatus.EndedTooBig, "abc\r", "", BodyFault.None, 5, true),
        Decoding.Decode("abc\r\n.\r\n", BodyRules.Strict with { Maximum = 4 }));

    [Fact]
    public void An_empty_body_is_never_too_big() => Assert.Equal(
        new(DottedBodyStatus.Ended, "", "", BodyFault.None, 0, false),
        Decoding.Decode(".\r\n", BodyRules.Strict with { Maximum = 1 }));

    [Fact]
    public void A_body_that_is_too_big_is_still_malformed_at_a_stray_line_end() => Assert.Equal(
        new(DottedBodyStatus.Malformed, "ab", "\n.\r\nQUIT\r\n", BodyFault.BareLineFeed, 4, true),
        Decoding.Decode("abcd\n.\r\nQUIT\r\n", BodyRules.Strict with { Maximum = 2 }));

    [Fact]
    public void What_is_over_the_maximum_needs_no_destination()
    {
        var decoder = new DottedBodyDecoder();
        decoder.Begin(FramingPolicy.Strict, 1, false);
        ReadOnlySpan<byte> input = "abcdef"u8;
        Assert.Equal(DottedBodyStatus.NeedInput, decoder.Decode(ref input, new byte[4], out int written));
        Assert.Equal(1, written);
        Assert.True(decoder.IsTooBig);

        input = new byte[5000].Select(_ => (byte)'x').Concat("\r\n.\r\nQUIT"u8.ToArray()).ToArray();
        Assert.Equal(DottedBodyStatus.EndedTooBig, decoder.Decode(ref input, [], out written));
        Assert.Equal(0, written);
        Assert.Equal("QUIT"u8, input);
        Assert.Equal(5008, decoder.Octets);
    }

    [Fact]
    public void The_next_body_starts_from_nothing()
    {
        var decoder = new DottedBodyDecoder();
        decoder.Begin(FramingPolicy.Strict, 1, false);
        ReadOnlySpan<byte> input = "abc\r\n.\r\n"u8;
        Assert.Equal(DottedBodyStatus.EndedTooBig, decoder.Decode(ref input, new byte[16], out _));

        decoder.Begin(FramingPolicy.Strict, 1, false);
        Assert.False(decoder.IsTooBig);
        Assert.Equal(0, decoder.Octets);
        input = ".\r\n"u8;
        Assert.Equal(DottedBodyStatus.Ended, decoder.Decode(ref input, new byte[16], out _));
    }

    [Fact]
    public void A_negative_maximum_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new DottedBodyDecoder().Begin(FramingPolicy.Strict, -1, false));
}
