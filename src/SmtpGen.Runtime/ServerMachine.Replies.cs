namespace SmtpGen.Runtime;

// Replies, and what fills the slots of their texts.
public abstract partial class ServerMachine
{
    // Text beyond ASCII goes only to a client that announced it (RFC 6531 section 3.7.4).
    private bool TakesUtf8 => _table.TakesUtf8 || ((FlagBits | _parameterFlags) & _table.Utf8Flags) != 0;

    /// <summary>Writes the verbs on offer.</summary>
    internal void WriteCommands(ReplyBuffer output)
    {
        bool isFirst = true;
        WriteCommands(output, ofExtensions: false, ref isFirst);
        WriteCommands(output, ofExtensions: true, ref isFirst);
    }

    /// <summary>Writes the first command on the way to a state that allows the refused one.</summary>
    internal void WriteFirstStep(ReplyBuffer output)
    {
        foreach (var step in State.FirstSteps)
        {
            if (step.Refused == _commandNumber)
            {
                output.Text(step.Verb);
                return;
            }
        }

        output.Text(State.FirstStep);
    }

    /// <summary>Writes the verbs that the state allows.</summary>
    internal void WriteAllowed(ReplyBuffer output)
    {
        bool isFirst = true;
        foreach (int number in State.Accepts)
        {
            var command = _table.Commands[number];
            if (IsOnOffer(command))
                WriteVerb(output, command, isSpaced: false, ref isFirst);
        }
    }

    /// <summary>Writes how to write the command.</summary>
    internal void WriteSyntax(ReplyBuffer output) => output.Text(Command?.Syntax ?? "");

    /// <summary>Writes a line for each extension on offer.</summary>
    internal void WriteExtensions(ReplyBuffer output)
    {
        foreach (var extension in _table.Extensions)
        {
            if (!IsListed(extension))
                continue;
            output.NextLine();
            output.Text(extension.KeywordOctets);
            foreach (var part in extension.Argument)
                Write(part, default, output);
        }
    }

    /// <summary>Whether replies may be sent while nothing is asked.</summary>
    internal bool HasPushes => _table.Unsolicited.Length > 0;

    /// <summary>A buffer for replies of this protocol.</summary>
    internal ReplyBuffer NewBuffer() => new(_table.Lines.Reply, _table.HasStatuses, _table.HasPlainLines);

    /// <summary>Whether the state allows a reply that nobody asked for.</summary>
    internal bool MayPush(int push) => _mode != Mode.Closed && _table.Unsolicited[push].States.AsSpan().Contains(StateNumber);

    /// <summary>Writes a reply that nobody asked for; from any thread, so that only what never changes may stand in it.</summary>
    internal void WritePush(int push, ReadOnlySpan<ReplyValue> values, ReplyBuffer output) =>
        Write(_table.Replies[_table.Unsolicited[push].Reply], values, output);

    private void Write(ServerReply reply, ReplyContent content) => Write(reply, content, State);

    private void Write(ServerReply reply, ReplyContent content, ServerState asked)
    {
        ReplyMetrics.Count(_table.Protocol, Command, asked, reply);
        if (content.Text is { } text && !reply.HasParameter)
            WriteFree(reply, text);
        else if (content.Text is null)
            Write(reply, content.Values, Output);
        else
            Write(reply, [content.Text], Output);
    }

    private void WriteFree(ServerReply reply, string text)
    {
        Begin(reply, isWhole: false, Output);
        Output.Text(text);
        Output.End();
    }

    private void Write(ServerReply reply, ReadOnlySpan<ReplyValue> values, ReplyBuffer output)
    {
        if (reply.Lines.Length == 0)
        {
            output.Write(reply.Wire);
            return;
        }

        Begin(reply, reply.IsWhole, output);
        for (int i = 0; i < reply.Lines.Length; i++)
        {
            // A list of no extensions is not a line either.
            var line = reply.Lines[i];
            if (i > 0 && !(line.Length == 1 && line[0].IsLines))
                output.NextLine();
            foreach (var part in line)
                Write(part, values, output);
        }

        output.End();
    }

    private void Begin(ServerReply reply, bool isWhole, ReplyBuffer output)
    {
        output.Begin(reply.Prefix, TakesUtf8, isWhole);
        foreach (var part in reply.Opening)
            Write(part, default, output);
    }

    private void Write(ReplyPart part, ReadOnlySpan<ReplyValue> values, ReplyBuffer output)
    {
        int before = output.Length;
        part.Write(this, output, values);
        if (output.Length == before && !part.IsLines)
            output.EmptySlot();
    }

    private void WriteCommands(ReplyBuffer output, bool ofExtensions, ref bool isFirst)
    {
        foreach (var command in _table.Commands)
        {
            if (command.IsListed && (command.Extension >= 0) == ofExtensions && IsOnOffer(command))
                WriteVerb(output, command, isSpaced: true, ref isFirst);
        }
    }

    // In one piece with what stands before it, so that a line is folded between verbs.
    private static void WriteVerb(ReplyBuffer output, ServerCommand command, bool isSpaced, ref bool isFirst)
    {
        output.Text(isFirst ? command.VerbAfterSpace.AsSpan(1) : isSpaced ? command.VerbAfterSpace : command.VerbAfterComma);
        isFirst = false;
    }

    private bool IsOnOffer(ServerCommand command) =>
        command.Extension < 0 ? !command.Upgrades || CanSecure : IsListed(_table.Extensions[command.Extension]);
}
