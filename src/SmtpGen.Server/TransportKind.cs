namespace SmtpGen.Server;

/// <summary>What moves octets between sockets and sessions.</summary>
public enum TransportKind
{
    /// <summary>
    /// The best that the system has: <see cref="Epoll"/> on Linux, else <see cref="Portable"/>. The environment variable
    /// <c>SMTPGEN_TRANSPORT</c> may name one of them instead.
    /// </summary>
    Automatic,

    /// <summary>Linux's epoll, called directly: the least processor time and memory for each connection. On x64 and arm64.</summary>
    Epoll,

    /// <summary>.NET's sockets, which are everywhere.</summary>
    Portable,
}
