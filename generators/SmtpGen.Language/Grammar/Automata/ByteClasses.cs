namespace SmtpGen.Language.Grammar;

/// <summary>Groups octets that none of several sets tells apart.</summary>
internal static class ByteClasses
{
    /// <summary>For each octet the number of its class; classes are numbered in the order of their least octets.</summary>
    public static int[] Of(IEnumerable<ByteSet> sets)
    {
        var classOfByte = new int[256];
        foreach (ByteSet set in sets.Distinct())
            Split(classOfByte, set);

        return classOfByte;
    }

    private static void Split(int[] classOfByte, ByteSet set)
    {
        var numbers = new Dictionary<(int, bool), int>();
        for (int octet = 0; octet < classOfByte.Length; octet++)
        {
            var key = (classOfByte[octet], set.Contains(octet));
            if (!numbers.TryGetValue(key, out int number))
                numbers.Add(key, number = numbers.Count);

            classOfByte[octet] = number;
        }
    }
}
