using System.Text;
using BenchmarkDotNet.Attributes;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>Reading a body of a megabyte, with its dots, line ends and NULs looked at, against a copy of the same octets.</summary>
[Config(typeof(PartConfig))]
[Octets(Size)]
public class BodyScan
{
    private const int Size = 1 << 20;

    private readonly byte[] _destination = new byte[65536];
    private byte[] _octets = [];
    private DottedBodyDecoder _decoder;

    /// <summary>Lines of the body.</summary>
    public enum Shape
    {
        /// <summary>72 octets of text.</summary>
        Text,

        /// <summary>Every line begins with a dot.</summary>
        Dotted,

        /// <summary>Nothing but line ends.</summary>
        Empty,
    }

    /// <summary>Lines of the body.</summary>
    [ParamsAllValues]
    public Shape Lines { get; set; }

    /// <summary>Writes the body.</summary>
    [GlobalSetup]
    public void Begin()
    {
        string line = Lines switch { Shape.Text => new string('x', 72) + "\r\n", Shape.Dotted => ".." + new string('x', 70) + "\r\n", _ => "\r\n" };
        _octets = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, (Size / line.Length) + 1)))[..Size];
    }

    /// <summary>The decoder, in pieces of 64 KB as they are received.</summary>
    [Benchmark]
    public long Decode()
    {
        _decoder.Begin(FramingPolicy.Strict, maximumOctets: 0, allowNul: false);
        for (int at = 0; at < Size; at += _destination.Length)
        {
            ReadOnlySpan<byte> input = _octets.AsSpan(at, Math.Min(_destination.Length, Size - at));
            while (!input.IsEmpty)
                _decoder.Decode(ref input, _destination, out _);
        }

        return _decoder.Octets;
    }

    /// <summary>The copy.</summary>
    [Benchmark(Baseline = true)]
    public int Copy()
    {
        for (int at = 0; at < Size; at += _destination.Length)
            _octets.AsSpan(at, Math.Min(_destination.Length, Size - at)).CopyTo(_destination);
        return _destination[0];
    }
}
