using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SmtpGen.Client;

/// <summary>A connection to a server.</summary>
/// <param name="Stream">What is sent and received.</param>
/// <param name="LocalAddress">The client's own address; null on a socket that has none.</param>
internal sealed record Connection(Stream Stream, IPAddress? LocalAddress)
{
    private const string UnixPrefix = "unix:";

    /// <summary>The server, for messages to people.</summary>
    public static string Name(MailSenderOptions options)
        => IsUnix(options) ? options.Host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{options.Host}:{options.EffectivePort}");

    /// <exception cref="MailSendException">There is no connection, or TLS does not come about.</exception>
    public static async ValueTask<Connection> OpenAsync(MailSenderOptions options, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(options.ConnectTimeout);
        Socket? socket = null;
        try
        {
            socket = CreateSocket(options);
            await ConnectAsync(socket, options, timer.Token).ConfigureAwait(false);
            var address = (socket.LocalEndPoint as IPEndPoint)?.Address;
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls == TlsPolicy.Implicit)
                stream = await EncryptAsync(stream, options, timer.Token).ConfigureAwait(false);
            return new Connection(stream, address);
        }
        catch (Exception exception)
        {
            socket?.Dispose();
            throw Explain(exception, options, cancellationToken) ?? exception;
        }
    }

    private static Socket CreateSocket(MailSenderOptions options) => IsUnix(options)
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static ValueTask ConnectAsync(Socket socket, MailSenderOptions options, CancellationToken cancellationToken) => IsUnix(options)
        ? socket.ConnectAsync(new UnixDomainSocketEndPoint(options.Host[UnixPrefix.Length..]), cancellationToken)
        : socket.ConnectAsync(options.Host, options.EffectivePort, cancellationToken);

    private static async ValueTask<Stream> EncryptAsync(Stream stream, MailSenderOptions options, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(TlsHandshake.Options(options), cancellationToken).ConfigureAwait(false);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static MailSendException? Explain(Exception exception, MailSenderOptions options, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when !cancellationToken.IsCancellationRequested => new MailSendException(
            MailSendFailure.Connection, $"{Name(options)} did not answer within {options.ConnectTimeout.TotalSeconds:0.###} seconds", exception),
        SocketException => new MailSendException(MailSendFailure.Connection, $"cannot connect to {Name(options)}: {exception.Message}", exception),
        AuthenticationException => new MailSendException(MailSendFailure.Tls, $"{Name(options)}: {exception.Message}", exception),
        IOException => new MailSendException(
            MailSendFailure.Tls, $"{Name(options)} does not begin with TLS: {exception.Message}; STARTTLS may be what it speaks", exception),
        _ => null,
    };

    private static bool IsUnix(MailSenderOptions options) => options.Host.StartsWith(UnixPrefix, StringComparison.Ordinal);
}
