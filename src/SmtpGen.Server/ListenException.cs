using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Server;

/// <summary>The server cannot listen on an address. The message is one line that says which, why and what to do.</summary>
public sealed class ListenException : IOException
{
    internal ListenException(IPEndPoint endPoint, SocketException cause)
        : base($"cannot listen on {endPoint}: {Explain(cause)}", cause) => EndPoint = endPoint;

    /// <summary>The address.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Whether this computer does not have such an address.</summary>
    internal bool IsWithoutAddress =>
        InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported };

    private static string Explain(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "address already in use; choose another address or stop the program that uses it",
        SocketError.AccessDenied => "permission denied; ports below 1024 need a privilege: choose a higher port or grant it",
        SocketError.AddressNotAvailable => "no network interface has this address; choose one of this computer's addresses",
        SocketError.AddressFamilyNotSupported => "this computer does not support this kind of address; choose one of another kind",
        _ => cause.Message,
    };
}
