using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>What a dialog's client talks to: a protocol, and an application that answers as it is told.</summary>
public interface IDialogApplication : IAsyncDisposable
{
    /// <summary>The options of the protocol.</summary>
    ProtocolOptions Options { get; }

    /// <summary>The last body that came whole; empty when none did.</summary>
    byte[] LastBody { get; }

    /// <summary>The dialog's session.</summary>
    ServerSession Serve();

    /// <summary>A session of somebody else.</summary>
    ServerSession ServeAnother();

    /// <summary>Whether a line is the last of a reply that has several.</summary>
    bool IsLastLine(string line);

    /// <summary>Takes a setting or an answer that only this application knows.</summary>
    /// <param name="words">What the line says, cut at its spaces.</param>
    /// <param name="text">What the line says.</param>
    /// <returns>Whether it knows it.</returns>
    ValueTask<bool> DirectAsync(string[] words, string text);
}
