namespace SmtpGen.Language.Grammar;

/// <summary>Makes inputs that an automaton accepts, for examples in documents and for tests.</summary>
public static class AutomatonSampler
{
    private const int MaxAttempts = 1000;

    /// <summary>
    /// A shortest accepted input, written with the most readable octets: lower-case letters, keywords in upper case, digits,
    /// other printable characters, in this order. Null when it would break a bound.
    /// </summary>
    public static byte[]? ShortestMatch(Automaton automaton)
    {
        int[] distances = AcceptDistances.Of(automaton);
        if (distances[Automaton.StartState] == AcceptDistances.Unreachable)
            return null;

        byte[] readable = MostReadableOctets(automaton);
        var input = new List<byte>();
        for (int state = Automaton.StartState; distances[state] > 0;)
        {
            int best = Enumerable.Range(0, automaton.ClassCount)
                .Where(octetClass => distances[automaton.Target(state, octetClass)] == distances[state] - 1)
                .OrderBy(octetClass => Readability(readable[octetClass]))
                .First();
            input.Add(readable[best]);
            state = automaton.Target(state, best);
        }

        return AutomatonInterpreter.Accepts(automaton, input) ? input.ToArray() : null;
    }

    /// <summary>A random accepted input. The same random numbers give the same input.</summary>
    /// <param name="automaton">The automaton.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="maxLength">Number of octets the input should not exceed; a shortest match may still be longer.</param>
    /// <exception cref="InvalidOperationException">No input that keeps the bounds was found.</exception>
    public static byte[] Sample(Automaton automaton, Random random, int maxLength)
    {
        int[] distances = AcceptDistances.Of(automaton);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Later attempts are shorter, so that a grammar with tight bounds is met too.
            int budget = random.Next((maxLength * (MaxAttempts - attempt) / MaxAttempts) + 1);
            byte[] input = Walk(automaton, distances, random, budget);
            if (AutomatonInterpreter.Accepts(automaton, input))
                return input;
        }

        return ShortestMatch(automaton)
            ?? throw new InvalidOperationException("No accepted input found: the grammar's bounds leave next to none.");
    }

    private static byte[] Walk(Automaton automaton, int[] distances, Random random, int budget)
    {
        var input = new List<byte>();
        int state = Automaton.StartState;
        while (distances[state] > 0 || input.Count < budget)
        {
            int left = Math.Max(budget - input.Count, distances[state]);
            int[] classes = Enumerable.Range(0, automaton.ClassCount)
                .Where(octetClass => distances[automaton.Target(state, octetClass)] < left)
                .ToArray();
            if (classes.Length == 0)
                break;

            int chosen = classes[random.Next(classes.Length)];
            int[] octets = Enumerable.Range(0, 256).Where(octet => automaton.ClassOfByte[octet] == chosen).ToArray();
            input.Add((byte)octets[random.Next(octets.Length)]);
            state = automaton.Target(state, chosen);
        }

        return input.ToArray();
    }

    private static byte[] MostReadableOctets(Automaton automaton) =>
        Enumerable.Range(0, automaton.ClassCount)
            .Select(octetClass => Enumerable.Range(0, 256)
                .Select(octet => (byte)octet)
                .Where(octet => automaton.ClassOfByte[octet] == octetClass)
                .ToArray())
            .Select(octets => IsOneLetter(octets) ? octets[0] : octets.OrderBy(Readability).First())
            .ToArray();

    /// <summary>Whether the octets are both cases of a letter, upper case first, as they are in a keyword.</summary>
    private static bool IsOneLetter(byte[] octets) =>
        octets.Length == 2 && octets[0] is >= (byte)'A' and <= (byte)'Z' && octets[1] == octets[0] + ('a' - 'A');

    private static int Readability(byte octet) => (char)octet switch
    {
        >= 'a' and <= 'z' => 0,
        >= 'A' and <= 'Z' => 1,
        >= '0' and <= '9' => 2,
        >= '!' and <= '~' => 3,
        _ => 4,
    };
}
