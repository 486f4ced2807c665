using System.Net.Security;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime.Client;

// What the methods of generated clients do.
public abstract partial class ProtocolClient
{
    /// <summary>Sends what was written and reads its reply.</summary>
    protected async ValueTask<ClientReply<TReply>> CompleteAsync<TReply>(CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        RequireOneAction();
        return Typed<TReply>(await ReadReplyAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends what was written, reads its reply, and encrypts the connection where the reply says so.</summary>
    protected async ValueTask<ClientReply<TReply>> CompleteAsync<TReply>(SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        var reply = await CompleteAsync<TReply>(cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
            await BeginTlsAsync(tls, cancellationToken).ConfigureAwait(false);
        return reply;
    }

    /// <summary>Sends what was written and reads all replies to it: one for each success of a command.</summary>
    protected async ValueTask<IReadOnlyList<ClientReply<TReply>>> CompleteAllAsync<TReply>(CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        RequireOneAction();
        await SendPendingAsync(cancellationToken).ConfigureAwait(false);
        var replies = new List<ClientReply<TReply>>();
        while (_machine.RepliesDue > 0)
            replies.Add(Typed<TReply>(await ReadReplyAsync(cancellationToken).ConfigureAwait(false)));
        return replies;
    }

    /// <summary>
    /// Sends a command that ends the session and reads its reply. A session that cannot be ended so is over afterwards all the same, and
    /// nothing is thrown for it: the reply is one that was not received then.
    /// </summary>
    /// <param name="write">Writes the command.</param>
    /// <param name="command">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    protected async ValueTask<ClientReply<TReply>> LeaveAsync<TReply>(Action write, string command, CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        ClientReply<TReply>? reply = null;
        await LeaveAsync(
            write, async () => reply = await CompleteAsync<TReply>(cancellationToken).ConfigureAwait(false), command).ConfigureAwait(false);
        return reply ?? Typed<TReply>(_machine.NoReply(command));
    }

    /// <summary>Sends a command that ends the session without a reply; nothing is thrown where it cannot be sent.</summary>
    /// <param name="write">Writes the command.</param>
    /// <param name="command">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    protected ValueTask LeaveAsync(Action write, string command, CancellationToken cancellationToken) =>
        LeaveAsync(write, () => SendPendingAsync(cancellationToken), command);

    // Whoever leaves in a finally block wants to know what was thrown before.
    private async ValueTask LeaveAsync(Action write, Func<ValueTask> send, string command)
    {
        if (IsClosed)
            return;
        try
        {
            write();
            await send().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception
            is InvalidOperationException or IOException or TimeoutException or OperationCanceledException or ProtocolClientException)
        {
            _machine.EndSession($"{command} could not be sent: {exception.Message}", exception);
        }
    }

    private static ClientReply<TReply> Typed<TReply>(ClientReply reply)
        where TReply : struct, Enum
    {
        ushort kind = reply.Declared < 0 ? ClientTable.None : (ushort)reply.Declared;
        if (Unsafe.SizeOf<TReply>() == sizeof(ushort))
            return new ClientReply<TReply>(reply, Unsafe.As<ushort, TReply>(ref kind));
        // What stands for none has all bits set in an enum of one octet, too.
        byte octet = (byte)kind;
        return new ClientReply<TReply>(reply, Unsafe.As<byte, TReply>(ref octet));
    }

    // Or its reply would be taken for that of another.
    private void RequireOneAction()
    {
        if (_machine.ActionsDue > 1)
        {
            string unread = $"The replies to {_machine.ActionsDue - 1} commands before it are not read; read them with {nameof(ReadReplyAsync)} first.";
            throw new InvalidOperationException(unread);
        }
    }
}
