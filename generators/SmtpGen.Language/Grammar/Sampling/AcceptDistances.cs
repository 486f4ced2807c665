namespace SmtpGen.Language.Grammar;

/// <summary>How far each state of an automaton is from the end of a match, with every option off.</summary>
internal static class AcceptDistances
{
    /// <summary>Distance of a state from which no match can end.</summary>
    public const int Unreachable = int.MaxValue;

    /// <summary>For each state the least number of octets to a state where a match may end.</summary>
    public static int[] Of(Automaton automaton)
    {
        int[] distances = automaton.AcceptActions.Select(accept => accept != 0 && automaton.IsOpen(accept) ? 0 : Unreachable).ToArray();
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int state = Automaton.StartState; state < automaton.StateCount; state++)
            {
                int nearest = Enumerable.Range(0, automaton.ClassCount)
                    .Select(octetClass => distances[automaton.Target(state, octetClass)])
                    .Min();
                if (nearest == Unreachable || nearest + 1 >= distances[state])
                    continue;

                distances[state] = nearest + 1;
                changed = true;
            }
        }

        return distances;
    }

    /// <summary>The state an octet of a class leads to; the dead one where only an option opens the way.</summary>
    public static int Target(this Automaton automaton, int state, int octetClass)
    {
        int transition = (state * automaton.ClassCount) + octetClass;
        return automaton.IsOpen(automaton.Actions[transition]) ? automaton.Next[transition] & ~Automaton.ActionFlag : Automaton.DeadState;
    }

    // What an action requires stands first in it.
    private static bool IsOpen(this Automaton automaton, int action) => (automaton.Operations[action] & 0xFF) != (int)AutomatonOp.Require;
}
