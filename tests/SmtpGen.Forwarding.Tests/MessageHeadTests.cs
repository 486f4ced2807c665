using System.Text;

namespace SmtpGen.Forwarding.Tests;

/// <summary>Where the parts of a stored message are.</summary>
public class MessageHeadTests
{
    [Theory]
    [InlineData("Return-Path: <a@b>\r\n|Subject: x\r\n|\r\nbody\r\n", 0)]
    [InlineData("return-path:\r\n <a@b>\r\n|Received: by b\r\n by c\r\nRECEIVED: by c\r\n|\r\nReceived: in body\r\n", 2)]
    [InlineData("|Subject: x\r\nReturn-Path: <a@b>\r\n|\r\nbody\r\n", 0)]
    [InlineData("|Received: by b\r\n|", 1)]
    [InlineData("|Received: by b|", 1)]
    [InlineData("||\r\nbody", 0)]
    [InlineData("||", 0)]
    [InlineData("Return-Path: <>\n|X-Received: y\nSubject: x\n|\nbody\n", 0)]
    public async Task A_Return_Path_in_front_is_left_out_and_Received_fields_are_counted(string marked, int received)
    {
        int start = marked.IndexOf('|', StringComparison.Ordinal);
        int end = marked.LastIndexOf('|') - 1;
        byte[] octets = Encoding.ASCII.GetBytes(marked.Replace("|", "", StringComparison.Ordinal));

        for (int cut = 1; cut < 20; cut += 6)
        {
            await using var stream = new CutStream(octets, cut);
            Assert.Equal(new MessageHead(start, end, received), await MessageHead.ReadAsync(stream, TestContext.Current.CancellationToken));
        }
    }

    private sealed class CutStream(byte[] octets, int cut) : MemoryStream(octets)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(cut, buffer.Length)], cancellationToken);
    }
}
