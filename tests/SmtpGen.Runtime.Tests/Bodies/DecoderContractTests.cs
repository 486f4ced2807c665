using System.Text;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>What a caller may rely on: space, misuse, memory.</summary>
public sealed class DecoderContractTests
{
    [Fact]
    public void A_full_destination_leaves_the_rest_of_the_input()
    {
        var decoder = Begun(FramingPolicy.Strict);
        ReadOnlySpan<byte> input = "abcdef\r\n.\r\n"u8;
        byte[] destination = new byte[4];
        Assert.Equal(DottedBodyStatus.NeedSpace, decoder.Decode(ref input, destination, out int written));
        Assert.Equal("abcd"u8, destination.AsSpan(0, written));
        Assert.Equal("ef\r\n.\r\n"u8, input);
        Assert.Equal(4, decoder.Octets);

        Assert.Equal(DottedBodyStatus.Ended, decoder.Decode(ref input, destination, out written));
        Assert.Equal("ef\r\n"u8, destination.AsSpan(0, written));
        Assert.True(input.IsEmpty);
    }

    [Fact]
    public void The_end_of_data_needs_no_space()
    {
        var decoder = Begun(FramingPolicy.Strict);
        ReadOnlySpan<byte> input = ".\r\nQUIT"u8;
        Assert.Equal(DottedBodyStatus.Ended, decoder.Decode(ref input, [], out _));
        Assert.Equal("QUIT"u8, input);
    }

    [Fact]
    public void No_input_asks_for_input()
    {
        var decoder = Begun(FramingPolicy.Strict);
        ReadOnlySpan<byte> input = [];
        Assert.Equal(DottedBodyStatus.NeedInput, decoder.Decode(ref input, [], out int written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void A_malformed_body_stays_malformed_and_consumes_nothing_more()
    {
        var decoder = Begun(FramingPolicy.Strict);
        ReadOnlySpan<byte> input = "a\n"u8;
        Assert.Equal(DottedBodyStatus.Malformed, decoder.Decode(ref input, new byte[16], out _));
        input = "\r\n.\r\nQUIT\r\n"u8;
        Assert.Equal(DottedBodyStatus.Malformed, decoder.Decode(ref input, new byte[16], out int written));
        Assert.Equal(0, written);
        Assert.Equal("\r\n.\r\nQUIT\r\n"u8, input);
    }

    [Fact]
    public void Decoding_without_a_body_is_a_mistake_of_the_caller()
    {
        Assert.Throws<InvalidOperationException>(() => DecodeOnce(new DottedBodyDecoder()));
        var ended = Begun(FramingPolicy.Strict);
        DecodeOnce(ended);
        ReadOnlySpan<byte> input = ".\r\n"u8;
        ended.Decode(ref input, [], out _);
        Assert.Throws<InvalidOperationException>(() => DecodeOnce(ended));

        static void DecodeOnce(DottedBodyDecoder decoder)
        {
            ReadOnlySpan<byte> input = ".\r\n"u8;
            decoder.Decode(ref input, [], out _);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_line_without_end_takes_no_memory(long maximum)
    {
        const int blocks = 2560;
        byte[] block = Encoding.Latin1.GetBytes(new string('x', 4096));
        byte[] destination = new byte[4096];
        var decoder = Begun(FramingPolicy.Strict, maximum);
        Feed(ref decoder, block, destination, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(ref decoder, block, destination, blocks - 1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(blocks * 4096L, decoder.Octets);

        ReadOnlySpan<byte> end = "\r\n.\r\n"u8;
        Assert.Equal(
            maximum == 0 ? DottedBodyStatus.Ended : DottedBodyStatus.EndedTooBig,
            decoder.Decode(ref end, destination, out _));
    }

    [Theory]
    [InlineData(FramingPolicy.Strict, "text\r\n..\r\n.dotted\r\n")]
    [InlineData(FramingPolicy.Normalize, "text\n.\n\r.x\r..\r\n")]
    public void Decoding_allocates_nothing(FramingPolicy policy, string line)
    {
        byte[] body = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(line, 200)));
        byte[] destination = new byte[body.Length * 2];
        var decoder = Begun(policy);
        Feed(ref decoder, body, destination, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Begin(policy, 0, false);
        Feed(ref decoder, body, destination, 20);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DottedBodyDecoder Begun(FramingPolicy policy, long maximum = 0)
    {
        var decoder = new DottedBodyDecoder();
        decoder.Begin(policy, maximum, false);
        return decoder;
    }

    private static void Feed(ref DottedBodyDecoder decoder, byte[] read, byte[] destination, int times)
    {
        for (int i = 0; i < times; i++)
        {
            ReadOnlySpan<byte> input = read;
            if (decoder.Decode(ref input, destination, out _) != DottedBodyStatus.NeedInput)
                throw new InvalidOperationException("The body ended early.");
        }
    }
}
