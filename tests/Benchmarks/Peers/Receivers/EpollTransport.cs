using System.Text;

namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>Whether the server has a transport over epoll, so that the portable one is not measured under its name.</summary>
internal static class EpollTransport
{
    /// <summary>The server that knows the variable chooses by it.</summary>
    public static bool Exists { get; } =
        File.ReadAllBytes(Repository.Built("tests/Benchmarks/Receiver", "SmtpGen.Server.dll")).AsSpan()
            .IndexOf(Encoding.Unicode.GetBytes("SMTPGEN_TRANSPORT")) >= 0;
}
