namespace SmtpGen.Language.Grammar;

/// <summary>How far each state of an automaton is from the end of a match.</summary>
internal static class AcceptDistances
{
    /// <summary>Distance of a state from which no match can end.</summary>
    public const int Unreachable = int.MaxValue;

    /// <summary>For each state the least number of octets to a state where a match may end.</summary>
    public static int[] Of(Automaton automaton)
    {
        int[] distances = automaton.AcceptActions.Select(accept => accept != 0 ? 0 : Unreachable).ToArray();
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

    /// <summary>The state an octet of a class leads to.</summary>
    public static int Target(this Automaton automaton, int state, int octetClass) =>
        automaton.Next[(state * automaton.ClassCount) + octetClass] & ~Automaton.ActionFlag;
}
