namespace SmtpGen.Runtime;

// Replies, and what fills the slots of their texts.
public abstract partial class ServerMachine
{
    // Text beyond ASCII goes only to a client that announced it (RFC 6531 section 3.7.4).
    private bool TakesUtf8 => _table.TakesUtf8 || ((FlagBits | _parameterFlags) & _table.Utf8Flags) != 0;

    /// <summary>Writes the verbs on offer.</summary>
    internal void WriteCommands()
    {
        bool isFirst = true;
        WriteCommands(ofExtensions: false, ref isFirst);
        WriteCommands(ofExtensions: true, ref isFirst);
    }

    /// <summary>Writes the first command on the way to a state that allows the refused one.</summary>
    internal void WriteFirstStep()
    {
        foreach (var step in State.FirstSteps)
        {
            if (step.Refused == _commandNumber)
            {
                Output.Text(step.Verb);
                return;
            }
        }

        Output.Text(State.FirstStep);
    }

    /// <summary>Writes the verbs that the state allows.</summary>
    internal void WriteAllowed()
    {
        bool isFirst = true;
        foreach (int number in State.Accepts)
        {
            var command = _table.Commands[number];
            if (IsOnOffer(command))
                WriteVerb(command, isSpaced: false, ref isFirst);
        }
    }

    /// <summary>Writes how to write the command.</summary>
    internal void WriteSyntax() => Output.Text(Command?.Syntax ?? "");

    /// <summary>Writes a line for each extension on offer.</summary>
    internal void WriteExtensions()
    {
        foreach (var extension in _table.Extensions)
        {
            if (!IsListed(extension))
                continue;
            Output.NextLine();
            Output.Text(extension.KeywordOctets);
            foreach (var part in extension.Argument)
                Write(part, "");
        }
    }

    private void Write(ServerReply reply, string? text)
    {
        bool isMade = reply.Lines.Length > 0;
        if (text is not null && !reply.HasParameter)
            WriteFree(reply, text);
        else if (isMade)
            WriteParts(reply, text ?? "");
        else
            Output.Write(reply.Wire);
    }

    private void WriteFree(ServerReply reply, string text)
    {
        Output.Begin(reply.Prefix, TakesUtf8);
        Output.Text(text);
        Output.End();
    }

    private void WriteParts(ServerReply reply, string parameter)
    {
        Output.Begin(reply.Prefix, TakesUtf8, reply.IsWhole);
        for (int i = 0; i < reply.Lines.Length; i++)
        {
            // A list of no extensions is not a line either.
            var line = reply.Lines[i];
            if (i > 0 && !(line.Length == 1 && line[0].IsLines))
                Output.NextLine();
            foreach (var part in line)
                Write(part, parameter);
        }

        Output.End();
    }

    private void Write(ReplyPart part, string parameter)
    {
        int before = Output.Length;
        part.Write(this, parameter);
        if (Output.Length == before && !part.IsLines)
            Output.EmptySlot();
    }

    private void WriteCommands(bool ofExtensions, ref bool isFirst)
    {
        foreach (var command in _table.Commands)
        {
            if (command.IsListed && (command.Extension >= 0) == ofExtensions && IsOnOffer(command))
                WriteVerb(command, isSpaced: true, ref isFirst);
        }
    }

    // In one piece with what stands before it, so that a line is folded between verbs.
    private void WriteVerb(ServerCommand command, bool isSpaced, ref bool isFirst)
    {
        Output.Text(isFirst ? command.VerbAfterSpace.AsSpan(1) : isSpaced ? command.VerbAfterSpace : command.VerbAfterComma);
        isFirst = false;
    }

    private bool IsOnOffer(ServerCommand command) =>
        command.Extension < 0 ? !command.Upgrades || CanSecure : IsListed(_table.Extensions[command.Extension]);
}
