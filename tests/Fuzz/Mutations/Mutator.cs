using SmtpGen.Fuzz.Targets;

namespace SmtpGen.Fuzz.Mutations;

/// <summary>Changes inputs as afl-fuzz does, without its knowledge of what they reach. A number always makes the same input.</summary>
/// <param name="corpus">What is changed.</param>
/// <param name="words">What inputs are made of.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words)
{
    private const int MostOctets = 16384;

    private static readonly byte[] s_telling = [0, (byte)'\r', (byte)'\n', (byte)'.', (byte)' ', (byte)'"', 0x7F, 0x80, 0xFF];

    /// <summary>The mutator over what is kept for a target.</summary>
    public static Mutator Of(FuzzTarget target) => new([.. Corpus.Of(target).Select(file => file.Octets)], Corpus.WordsOf(target));

    /// <summary>The input of that number.</summary>
    public byte[] Input(int number)
    {
        var random = new Random(number);
        var octets = new List<byte>(Any(corpus, random));
        for (int times = 1 << random.Next(5); times > 0; times--)
            Change(octets, random);
        return [.. octets.Take(MostOctets)];
    }

    private void Change(List<byte> octets, Random random)
    {
        int at = random.Next(octets.Count + 1);
        int length = Math.Min(random.Next(1, 1 << random.Next(1, 8)), octets.Count - at);
        switch (random.Next(8))
        {
            case 0:
                octets.RemoveRange(at, length);
                break;
            case 1:
                octets.InsertRange(at, octets.GetRange(at, length));
                break;
            case 2 when at < octets.Count:
                octets[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3 when at < octets.Count:
                octets[at] = s_telling[random.Next(s_telling.Length)];
                break;
            case 4:
                octets.Insert(at, (byte)random.Next(256));
                break;
            case 5:
                octets.InsertRange(at, Piece(Any(corpus, random), random));
                break;
            case 6:
                octets.RemoveRange(at, octets.Count - at);
                octets.AddRange(Piece(Any(corpus, random), random));
                break;
            default:
                octets.InsertRange(at, Any(words, random));
                break;
        }
    }

    private static byte[] Piece(byte[] octets, Random random)
    {
        int start = random.Next(octets.Length + 1);
        return octets[start..random.Next(start, octets.Length + 1)];
    }

    private static byte[] Any(IReadOnlyList<byte[]> all, Random random) => all[random.Next(all.Count)];
}
