using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>How a dialog's client reaches the server.</summary>
public interface IDialogConnection : IAsyncDisposable
{
    /// <summary>Whether the server was seen to close the connection.</summary>
    bool IsClosed { get; }

    /// <summary>What came from the server and belongs to no line that was read.</summary>
    string Unread { get; }

    /// <summary>Connects to a server.</summary>
    ValueTask OpenAsync(DialogServer server);

    /// <summary>Encrypts the connection, which the server has agreed to.</summary>
    ValueTask SecureAsync();

    /// <summary>Sends octets to the server.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    /// <summary>Makes something happen outside of the conversation.</summary>
    ValueTask SignalAsync(ServerEvent what);

    /// <summary>The next line from the server, without its end; null when there is none.</summary>
    ValueTask<string?> ReadLineAsync();

    /// <summary>Waits until the server closes, if it is going to.</summary>
    ValueTask UntilClosedAsync();

    /// <summary>Ends the client's side, and lets the server end.</summary>
    ValueTask HangUpAsync();
}
