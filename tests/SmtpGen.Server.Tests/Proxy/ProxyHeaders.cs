using System.Net;
using System.Text;

namespace SmtpGen.Server.Tests.Proxy;

/// <summary>PROXY headers as proxies write them.</summary>
internal static class ProxyHeaders
{
    public static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\r\n");

    /// <summary>A header of version 2.</summary>
    public static byte[] Binary(byte command, byte family, params byte[] rest) =>
    [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
        command, family, (byte)(rest.Length >> 8), (byte)rest.Length, .. rest,
    ];

    /// <summary>The addresses of a header of version 2, and values after them.</summary>
    public static byte[] Addresses(IPEndPoint source, IPEndPoint destination, params byte[] values) =>
    [
        .. source.Address.GetAddressBytes(), .. destination.Address.GetAddressBytes(),
        (byte)(source.Port >> 8), (byte)source.Port, (byte)(destination.Port >> 8), (byte)destination.Port, .. values,
    ];
}
