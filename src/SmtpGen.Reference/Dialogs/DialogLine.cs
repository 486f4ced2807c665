namespace SmtpGen.Reference.Dialogs;

/// <summary>A line of a dialog that a reader sees.</summary>
/// <param name="Kind">Who says it, or what happens.</param>
/// <param name="Text">What is said, as the file has it; of a signal, its name.</param>
internal sealed record DialogLine(DialogLineKind Kind, string Text);

/// <summary>What a line of a dialog is.</summary>
internal enum DialogLineKind
{
    /// <summary>The client says it.</summary>
    Client,

    /// <summary>The server says it.</summary>
    Server,

    /// <summary>The server says more, which is left out.</summary>
    Rest,

    /// <summary>The server closes the connection.</summary>
    Closed,

    /// <summary>The client encrypts the connection.</summary>
    Handshake,

    /// <summary>Something happens outside, such as a wait that takes too long.</summary>
    Signal,
}
