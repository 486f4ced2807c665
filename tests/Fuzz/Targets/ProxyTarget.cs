using System.Buffers.Binary;
using System.Net;
using System.Text;
using SmtpGen.Server.Proxy;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// PROXY headers of both versions. What a header says is decided by its own octets, by no more than are allowed, and for good; a header
/// that was read can be written and read again.
/// </summary>
internal sealed class ProxyTarget : FuzzTarget
{
    public override string Name => "proxy";

    public override int Mutations => 50_000;

    public override void Run(byte[] input)
    {
        var status = ProxyStatus.Incomplete;
        var header = default(ProxyHeader);
        for (int length = 0; length <= input.Length; length++)
        {
            var now = ProxyHeader.Parse(input.AsSpan(0, length), out var read);
            if (status != ProxyStatus.Incomplete)
            {
                Assert.Equal(status, now);
                Assert.Equal(header, read);
                continue;
            }

            (status, header) = (now, read);
            if (status == ProxyStatus.Incomplete)
                Assert.True(length < ProxyHeader.MostOctets, $"{length} octets did not decide it");
            else if (status == ProxyStatus.Complete)
                IsWhole(header, input, length);
        }

        if (status == ProxyStatus.Complete && header is { Source: { } source, Destination: { } destination })
            IsReadAgain(source, destination);
    }

    // What lies after the header is the client's and must not have been needed; a line is known by its end only.
    private static void IsWhole(ProxyHeader header, byte[] input, int decidedBy)
    {
        Assert.True(decidedBy <= header.Length, $"{decidedBy} octets were read to decide a header of {header.Length}");
        if (input[0] == ProxyV2.FirstOctet)
        {
            Assert.Equal(16 + BinaryPrimitives.ReadUInt16BigEndian(input.AsSpan(14)), header.Length);
            return;
        }

        Assert.Equal(decidedBy, header.Length);
        Assert.InRange(header.Length, 15, ProxyV1.MostOctets);
        Assert.Equal(header.Length - 2, input.AsSpan().IndexOf("\r\n"u8));
    }

    private static void IsReadAgain(IPEndPoint source, IPEndPoint destination)
    {
        string family = source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "TCP4" : "TCP6";
        byte[] line = Encoding.ASCII.GetBytes($"PROXY {family} {source.Address} {destination.Address} {source.Port} {destination.Port}\r\n");

        Assert.Equal(ProxyStatus.Complete, ProxyHeader.Parse(line, out var again));
        Assert.Equal((source, destination), (again.Source, again.Destination));
    }
}
