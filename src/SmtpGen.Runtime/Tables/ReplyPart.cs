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
    /// <param name="parameter">The value that was given with the reply; empty: none was.</param>
    internal abstract void Write(ServerMachine machine, string parameter);
}

/// <summary>Text that is always the same.</summary>
/// <param name="octets">The text.</param>
public sealed class LiteralPart(ReadOnlySpan<byte> octets) : ReplyPart
{
    private readonly byte[] _octets = octets.ToArray();

    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(_octets);
}

/// <summary>The name the server calls itself.</summary>
public sealed class HostPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(machine.Configuration.HostNameOctets.Span);
}

/// <summary>The verbs on offer.</summary>
public sealed class CommandsPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WriteCommands();
}

/// <summary>The first command on the way to a state that allows the refused one.</summary>
public sealed class FirstStepPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WriteFirstStep();
}

/// <summary>The verbs that the state allows.</summary>
public sealed class AllowedPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WriteAllowed();
}

/// <summary>How to write the command.</summary>
public sealed class SyntaxPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WriteSyntax();
}

/// <summary>The first octet of the arguments that cannot stand there.</summary>
public sealed class OctetPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WriteWrongOctet();
}

/// <summary>A line for each extension on offer.</summary>
public sealed class ExtensionsPart : ReplyPart
{
    internal override bool IsLines => true;

    internal override void Write(ServerMachine machine, string parameter) => machine.WriteExtensions();
}

/// <summary>A configured limit.</summary>
/// <param name="limit">The limit.</param>
public sealed class LimitPart(int limit) : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(machine.Configuration.ValueOf(limit));
}

/// <summary>A text that the application gave the session.</summary>
/// <param name="word">The word.</param>
public sealed class WordPart(int word) : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(machine.WordOctets(word));
}

/// <summary>A part of what the command said.</summary>
/// <param name="capture">Its name in the specification.</param>
public sealed class CapturePart(string capture) : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(machine.CapturedText(capture));
}

/// <summary>What was captured before the verb of the last command.</summary>
/// <param name="capture">Which capture, counted from zero.</param>
public sealed class PrefixPart(int capture) : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.WritePrefix(capture);
}

/// <summary>The value that was given with the reply.</summary>
public sealed class ParameterPart : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(parameter);
}

/// <summary>One of several values that were given with the reply.</summary>
/// <param name="index">Which one, counted from zero.</param>
public sealed class ParametersPart(int index) : ReplyPart
{
    internal override void Write(ServerMachine machine, string parameter) => machine.Output.Text(ReplyValues.Of(parameter, index));
}
