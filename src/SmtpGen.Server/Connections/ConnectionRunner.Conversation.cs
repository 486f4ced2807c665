using System.Runtime.CompilerServices;
using SmtpGen.Runtime;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Telemetry;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Connections;

// What is said on a connection, from the greeting to the last reply.
internal sealed partial class ConnectionRunner
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ConverseAsync(ConnectionTransport transport, Admission admission)
    {
        bool talksFirst = admission != Admission.Refused && await TalksFirstAsync(transport).ConfigureAwait(false);
        if (threads is not null)
            await threads.Enter();
        var lease = sessions.Create();
        try
        {
            var session = lease.Session;
            var seen = lease.Through?.Invoke(transport) ?? transport;
            session.Threads = threads;
            session.HandlerFailed = exception => Tell(transport, session, exception);
            session.OptionMissed = option => logger.OptionMissed(session.Protocol, transport.Client, option);
            if (admission == Admission.Refused)
                await session.RefuseAsync(seen, ServerEvent.TooManyConnections).ConfigureAwait(false);
            else if (talksFirst)
                await session.RefuseAsync(seen, ServerEvent.TalksFirst).ConfigureAwait(false);
            else
                await RunAsync(session, transport, seen).ConfigureAwait(false);
            if (session.IsLostInBody)
                logger.LostInBody(transport.Client);
        }
        finally
        {
            if (threads is not null)
                await threads.Enter();
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync(ServerSession session, ConnectionTransport transport, ITransport seen)
    {
        var watched = SessionTelemetry.Begin(session, transport);
        string error = "";
        try
        {
            await session.RunAsync(seen, handling).ConfigureAwait(false);
            error = transport.IsLost ? "connection_lost" : "";
        }
        catch (Exception exception)
        {
            error = exception is HandshakeException ? "tls" : exception is IOException ? "connection_lost" : exception.GetType().Name;
            throw;
        }
        finally
        {
            watched.End(transport.Security, transport.WasCut ? "cut_off" : error);
        }
    }

    // A handler that heeds its cancellation has not failed.
    private void Tell(ConnectionTransport transport, ServerSession session, Exception exception)
    {
        if (exception is OperationCanceledException && handling.IsCancellationRequested)
            logger.HandlerCancelled(session.Protocol, transport.Client, session.StateName);
        else
            logger.HandlerFailed(session.Protocol, transport.Client, session.StateName, exception);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TalksFirstAsync(ConnectionTransport transport)
    {
        if (options.GreetingDelay == TimeSpan.Zero)
            return false;
        await Task.Delay(options.GreetingDelay, accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!transport.HasOctets)
            return false;
        Refuse(transport.RemoteEndPoint, ServerEvent.TalksFirst);
        return true;
    }
}
