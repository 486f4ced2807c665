namespace SmtpGen.Runtime;

/// <summary>What a machine looks up at every command, made once from the rows of a table.</summary>
internal sealed class ServerIndex
{
    private readonly ServerTable _table;
    private readonly VerbIndex _verbs;
    private readonly bool _hasTwoWords;
    private readonly int[] _cells;
    private readonly sbyte[] _opened;
    private readonly int[] _events;

    public ServerIndex(ServerTable table)
    {
        _table = table;
        _verbs = new VerbIndex([.. table.Commands.Select(command => command.Verb)], table.HasExactVerbs);
        _hasTwoWords = table.Commands.Any(command => command.Verb.Contains(' ', StringComparison.Ordinal));
        _cells = new int[table.Commands.Length * table.States.Length];
        _opened = new sbyte[_cells.Length];
        for (int command = 0; command < table.Commands.Length; command++)
        {
            foreach (var rule in table.Commands[command].Rules)
            {
                foreach (int state in rule.States)
                {
                    int cell = (command * table.States.Length) + state;
                    // What a state always allows comes first, and needs no option.
                    if (_cells[cell] != 0)
                        continue;
                    _cells[cell] = rule.First + 1;
                    _opened[cell] = (sbyte)(rule.Option + 1);
                }
            }
        }

        _events = new int[Enum.GetValues<ServerEvent>().Length];
        Array.Fill(_events, -1);
        foreach (var row in table.Otherwise)
            _events[(int)row.Event] = row.Outcome;
        Closing = _events[(int)ServerEvent.HandlerCloses];
        ShowsVerb = table.Replies.SelectMany(reply => reply.Lines.Append(reply.Opening)).Any(line => line.Any(part => part is VerbPart));

        var lines = table.Outcomes.Select(outcome => outcome.Then).OfType<LineContinuation>().ToList();
        LongestCommand = table.Commands.Select(command => command.LineMax).Append(table.Lines.Max).Max();
        LongestLine = lines.Select(line => line.Max).Append(LongestCommand).Max();
        RegisterCount = table.Commands.Select(command => command.Registers)
            .Concat(lines.Select(line => table.Grammar(line.Grammar).RegisterCount)).DefaultIfEmpty(0).Max();
        ValueRegisterCount = table.Commands.SelectMany(command => command.Parameters).Where(parameter => parameter.Grammar >= 0)
            .Select(parameter => table.Grammar(parameter.Grammar).RegisterCount).DefaultIfEmpty(0).Max();
    }

    /// <summary>Whether a reply shows the verb that it answers.</summary>
    public bool ShowsVerb { get; }

    /// <summary>The longest command line that is parsed, in octets.</summary>
    public int LongestCommand { get; }

    /// <summary>The longest line of any kind, in octets.</summary>
    public int LongestLine { get; }

    /// <summary>How many registers one command or line fills at most.</summary>
    public int RegisterCount { get; }

    /// <summary>How many registers the value of a parameter fills.</summary>
    public int ValueRegisterCount { get; }

    /// <summary>The outcome with which a handler ends the session; -1: it cannot.</summary>
    public int Closing { get; }

    /// <summary>The command with a verb; -1: none has it.</summary>
    public int Find(ReadOnlySpan<byte> verb) => _verbs.Find(verb);

    /// <summary>The command that a line begins with; -1: none. A verb of two words comes before one that is the first of them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="verb">Length of its first word.</param>
    public int Find(ReadOnlySpan<byte> line, int verb)
    {
        if (_hasTwoWords && verb < line.Length)
        {
            int second = line[(verb + 1)..].IndexOf((byte)' ');
            int both = _verbs.Find(second < 0 ? line : line[..(verb + 1 + second)]);
            if (both >= 0)
                return both;
        }

        return _verbs.Find(line[..verb]);
    }

    /// <summary>The first outcome of a command in a state, and the option without which the state does not allow it.</summary>
    /// <returns>-1 where the state does not allow the command at all.</returns>
    public int First(int command, int state, out int option)
    {
        int cell = (command * _table.States.Length) + state;
        option = _opened[cell] - 1;
        return _cells[cell] - 1;
    }

    /// <summary>The outcome of what is not a legal command; -1: the session ends without a word.</summary>
    public int Outcome(ServerEvent what) => _events[(int)what];
}
