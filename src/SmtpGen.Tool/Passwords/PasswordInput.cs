using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Tool.Passwords;

/// <summary>Reads a password: from a terminal twice and unseen, else the first line of standard input.</summary>
internal static class PasswordInput
{
    /// <param name="name">Whose password it is.</param>
    /// <param name="prompts">Where a person at a terminal is asked.</param>
    /// <param name="cancellationToken">Cancels the wait; the terminal shows what is typed again.</param>
    /// <exception cref="ToolException">There is no password, or the two are not the same.</exception>
    public static async Task<string> ReadAsync(string name, TextWriter prompts, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            return await Console.In.ReadLineAsync(cancellationToken) is { Length: > 0 } piped ? piped : throw new ToolException(
                ToolExit.Usage, "no password on standard input; write: smtpgen passwd alice >> users");
        }

        // For both, so that the second line of what is pasted is neither shown nor thrown away.
        using var echo = TerminalEcho.Off();
        Func<string> read = echo is null ? ReadKeys : ReadLine;
        string password = await AskAsync($"Password for {Printable.Line(name)}: ", read, prompts, cancellationToken);
        if (password.Length == 0)
            throw new ToolException(ToolExit.Usage, "a password has at least one character; nothing was written");
        string again = await AskAsync("The same again: ", read, prompts, cancellationToken);
        return again == password ? password : throw new ToolException(ToolExit.Usage, "the two passwords are not the same; nothing was written");
    }

    private static async Task<string> AskAsync(string prompt, Func<string> read, TextWriter prompts, CancellationToken cancellationToken)
    {
        await prompts.WriteAsync(prompt.AsMemory(), cancellationToken);
        await prompts.FlushAsync(cancellationToken);
        try
        {
            // On a thread of its own: neither a terminal nor a console can be asked to stop reading.
            return await Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            await prompts.WriteLineAsync();
        }
    }

    // Not by Console.In, which shows by itself what it reads from a terminal.
    private static string ReadLine()
    {
        using var input = new StreamReader(
            new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0), Encoding.UTF8, bufferSize: 128);
        return input.ReadLine() ?? "";
    }

    private static string ReadKeys()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (key.KeyChar != '\0')
                text.Append(key.KeyChar);
        }

        return text.ToString();
    }
}
