using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SmtpGen.Client;

/// <summary>A connection to a server.</summary>
/// <param name="Stream">What is sent and received.</param>
/// <param name="LocalAddress">The client's own address; null where it is not known.</param>
internal sealed record Connection(Stream Stream, IPAddress? LocalAddress)
{
    private const string UnixPrefix = "unix:";

    /// <summary>The server, for messages to people.</summary>
    public static string Name(MailSenderOptions options)
        => IsUnix(options) ? options.Host : string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.EffectivePort}");

    /// <exception cref="MailSendException">There is no connection, or TLS does not come about.</exception>
    public static async ValueTask<Connection> OpenAsync(MailSenderOptions options, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(options.ConnectTimeout);
        var stream = await ConnectAsync(options, timer.Token, cancellationToken).ConfigureAwait(false);
        var address = ((stream as NetworkStream)?.Socket.LocalEndPoint as IPEndPoint)?.Address;
        if (options.Tls == TlsPolicy.Implicit)
            stream = await EncryptAsync(stream, options, timer.Token, cancellationToken).ConfigureAwait(false);
        return new Connection(stream, address);
    }

    private static async ValueTask<Stream> ConnectAsync(MailSenderOptions options, CancellationToken inTime, CancellationToken cancellationToken)
    {
        try
        {
            return options.ConnectCallback is { } callback
                ? await ForeignConnection.OpenAsync(callback, new MailConnectContext(options.Host, options.EffectivePort), inTime).ConfigureAwait(false)
                : await OpenSocketAsync(options, inTime).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception) when (inTime.IsCancellationRequested)
        {
            throw Late(options, exception);
        }
        catch (Exception exception) when (exception is SocketException || options.ConnectCallback is not null)
        {
            throw new MailSendException(MailSendFailure.Connection, $"cannot connect to {Name(options)}: {exception.Message}", exception);
        }
    }

    private static async ValueTask<Stream> OpenSocketAsync(MailSenderOptions options, CancellationToken cancellationToken)
    {
        var socket = IsUnix(options)
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IsUnix(options))
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(options.Host[UnixPrefix.Length..]), cancellationToken).ConfigureAwait(false);
            else
                await socket.ConnectAsync(options.Host, options.EffectivePort, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> EncryptAsync(
        Stream stream, MailSenderOptions options, CancellationToken inTime, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(TlsHandshake.Options(options), inTime).ConfigureAwait(false);
            return secured;
        }
        catch (Exception exception)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(cancellationToken);
            throw exception switch
            {
                OperationCanceledException => Late(options, exception),
                AuthenticationException => new MailSendException(MailSendFailure.Tls, $"{Name(options)}: {exception.Message}", exception),
                IOException => new MailSendException(
                    MailSendFailure.Tls, $"{Name(options)} does not begin with TLS: {exception.Message}; STARTTLS may be what it speaks", exception),
                _ => exception,
            };
        }
    }

    private static MailSendException Late(MailSenderOptions options, Exception exception)
    {
        string seconds = options.ConnectTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new MailSendException(MailSendFailure.Connection, $"{Name(options)} did not answer within {seconds} seconds", exception);
    }

    private static bool IsUnix(MailSenderOptions options) => options.Host.StartsWith(UnixPrefix, StringComparison.Ordinal);
}
