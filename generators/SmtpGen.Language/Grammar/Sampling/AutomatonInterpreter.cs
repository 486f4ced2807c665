namespace SmtpGen.Language.Grammar;

/// <summary>Runs an automaton inside the compiler, plainly; programs run the tables with the runtime's matcher.</summary>
internal static class AutomatonInterpreter
{
    /// <summary>Whether the automaton accepts the whole input, bounds included.</summary>
    /// <param name="automaton">The automaton.</param>
    /// <param name="input">The octets.</param>
    /// <param name="options">The options that are on, a bit each.</param>
    public static bool Accepts(Automaton automaton, IReadOnlyList<byte> input, ulong options = 0) =>
        Match(automaton, input, options) is not null;

    /// <summary>The registers after the whole input; null where the automaton does not accept it.</summary>
    /// <param name="automaton">The automaton.</param>
    /// <param name="input">The octets.</param>
    /// <param name="options">The options that are on, a bit each.</param>
    public static int[]? Match(Automaton automaton, IReadOnlyList<byte> input, ulong options = 0)
    {
        int[] registers = Enumerable.Repeat(-1, automaton.RegisterCount).ToArray();
        int state = Automaton.StartState;
        for (int position = 0; position < input.Count; position++)
        {
            int transition = (state * automaton.ClassCount) + automaton.ClassOfByte[input[position]];
            state = automaton.Next[transition] & ~Automaton.ActionFlag;
            if (!Run(automaton, automaton.Actions[transition], registers, position, input[position], options))
                return null;
        }

        int accept = automaton.AcceptActions[state];
        return accept != 0 && Run(automaton, accept, registers, input.Count, octet: 0, options) ? registers : null;
    }

    private static bool Run(Automaton automaton, int offset, int[] registers, int position, byte octet, ulong options)
    {
        while (true)
        {
            int word = automaton.Operations[offset++];
            if (word == (int)AutomatonOp.End)
                return true;

            ref int register = ref registers[(word & 0xFF) == (int)AutomatonOp.Require ? 0 : word >> 8];
            switch ((AutomatonOp)(word & 0xFF))
            {
                case AutomatonOp.Set:
                    register = position;
                    break;
                case AutomatonOp.Zero:
                    register = 0;
                    break;
                case AutomatonOp.Clear:
                    register = -1;
                    break;
                case AutomatonOp.Copy:
                    register = registers[automaton.Operations[offset++]];
                    break;
                case AutomatonOp.Add:
                    register += automaton.Operations[offset++];
                    break;
                case AutomatonOp.Digit:
                    register = (int)Math.Min((register * 10L) + (octet - '0'), int.MaxValue);
                    break;
                case AutomatonOp.CheckLength:
                    if (position - register > Limit(automaton, ref offset))
                        return false;

                    break;
                case AutomatonOp.CheckValue:
                    if (register > Limit(automaton, ref offset))
                        return false;

                    break;
                case AutomatonOp.Require:
                    if ((options & (1UL << (word >> 8))) == 0)
                        return false;

                    break;
                default:
                    throw new ArgumentException($"Unknown operation {word & 0xFF}", nameof(automaton));
            }
        }
    }

    private static int Limit(Automaton automaton, ref int offset)
    {
        int low = automaton.Operations[offset++];
        int high = automaton.Operations[offset++];
        return low | (high << 16);
    }
}
