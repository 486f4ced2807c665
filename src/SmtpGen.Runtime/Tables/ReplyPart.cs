namespace SmtpGen.Runtime;

/// <summary>A piece of a reply's text. Each kind says how it is written.</summary>
public abstract class ReplyPart
{
    private protected ReplyPart()
    {
    }

    /// <summary>Whether it writes whole lines.</summary>
    internal virtual bool IsLines => false;

    /// <summary>Writes it.</summary>
    /// <param name="machine">The session's machine.</param>
    /// <param name="output">Where to.</param>
    /// <param name="values">The values that were given with the reply.</param>
    internal abstract void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values);
}

/// <summary>Text that is always the same.</summary>
/// <param name="octets">The text.</param>
public sealed class LiteralPart(ReadOnlySpan<byte> octets) : ReplyPart
{
    /// <summary>The text.</summary>
    internal byte[] Octets { get; } = octets.ToArray();

    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => output.Text(Octets);
}

/// <summary>The name the server calls itself.</summary>
public sealed class HostPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => output.Text(machine.Configuration.HostNameOctets.Span);
}

/// <summary>The verbs on offer.</summary>
public sealed class CommandsPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteCommands(output);
}

/// <summary>The first command on the way to a state that allows the refused one.</summary>
public sealed class FirstStepPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteFirstStep(output);
}

/// <summary>The verbs that the state allows.</summary>
public sealed class AllowedPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteAllowed(output);
}

/// <summary>How to write the command.</summary>
public sealed class SyntaxPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteSyntax(output);
}

/// <summary>The first octet of the arguments that cannot stand there.</summary>
public sealed class OctetPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteWrongOctet(output);
}

/// <summary>The verb of the line that is answered, as it was written.</summary>
public sealed class VerbPart : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteVerb(output);
}

/// <summary>A line for each extension on offer.</summary>
public sealed class ExtensionsPart : ReplyPart
{
    internal override bool IsLines => true;

    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WriteExtensions(output);
}

/// <summary>A configured limit.</summary>
/// <param name="limit">The limit.</param>
public sealed class LimitPart(int limit) : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => output.Text(machine.Configuration.ValueOf(limit));
}

/// <summary>A text that the application gave the session.</summary>
/// <param name="word">The word.</param>
public sealed class WordPart(int word) : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => output.Text(machine.WordOctets(word));
}

/// <summary>A part of what the command said.</summary>
/// <param name="capture">Its name in the specification.</param>
public sealed class CapturePart(string capture) : ReplyPart
{
    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => output.Text(machine.CapturedText(capture));
}

/// <summary>What was captured before the verb of the last command.</summary>
/// <param name="capture">Which capture, counted from zero.</param>
public sealed class PrefixPart(int capture) : ReplyPart
{
    /// <summary>Which capture.</summary>
    internal int Capture => capture;

    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values) => machine.WritePrefix(capture, output);
}

/// <summary>A value that was given with the reply.</summary>
/// <param name="index">Which one, counted from zero.</param>
/// <param name="form">How it is written.</param>
public sealed class ValuePart(int index, ReplyValueForm form = ReplyValueForm.Text) : ReplyPart
{
    /// <summary>Which value.</summary>
    internal int Index => index;

    /// <summary>How it is written.</summary>
    internal ReplyValueForm Form => form;

    internal override void Write(ServerMachine machine, ReplyBuffer output, ReadOnlySpan<ReplyValue> values)
    {
        if (index < values.Length)
            values[index].Write(output, form);
    }
}
