using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// Decodes the body that follows a 354 reply to DATA: finds its end, undoes the dot-stuffing (RFC 5321 section 4.5.2), checks
/// the line ends and counts the octets. It does no I/O and allocates nothing; how the input is cut and how large the
/// destinations are changes neither the octets written nor how the body ends.
/// </summary>
/// <remarks>
/// <para>A mutable struct: keep it in a field that is not readonly, and never copy it while a body is read.</para>
/// <para>The CRLF before the final dot belongs to the body, as the end of its last line (RFC 5321 section 4.1.1.4). A body
/// that is nothing but the final dot has no octets.</para>
/// <para>A CR is written only when the octet after it is known, a leading dot only when it is known to be text.</para>
/// </remarks>
public partial struct DottedBodyDecoder
{
    /// <summary>A destination of this many octets or more always makes progress.</summary>
    public const int MinimumDestination = 4;

    private const int DiscardedAtOnce = 512;

    private long _maximum;
    private long _octets;
    private FramingPolicy _policy;
    private BodyFault _fault;
    private BodyLine _line;
    private bool _heldCarriageReturn;
    private bool _allowNul;
    private bool _tooBig;

    /// <summary>The octets of the body so far, unstuffed, line ends included; those over the maximum are counted too.</summary>
    public readonly long Octets => _octets;

    /// <summary>Whether the body has more octets than the maximum. It stays until the next <see cref="Begin"/>.</summary>
    public readonly bool IsTooBig => _tooBig;

    /// <summary>What made the body malformed.</summary>
    public readonly BodyFault Fault => _fault;

    /// <summary>Begins a body; everything known of one before is forgotten.</summary>
    /// <param name="policy">What stray CRs and LFs mean.</param>
    /// <param name="maximumOctets">The largest body in octets, unstuffed, line ends included (RFC 1870); 0 for no limit.</param>
    /// <param name="allowNul">Whether NUL is text. Otherwise it makes the body malformed, under both policies.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumOctets"/> is negative.</exception>
    public void Begin(FramingPolicy policy, long maximumOctets, bool allowNul)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumOctets);
        this = default;
        _policy = policy;
        _maximum = maximumOctets == 0 ? long.MaxValue : maximumOctets;
        _allowNul = allowNul;
        _line = BodyLine.Start;
    }

    /// <summary>Decodes from the front of <paramref name="input"/> into <paramref name="destination"/>.</summary>
    /// <param name="input">
    /// The octets received; what is consumed is cut off its front. After the end of data, and from the octet that showed a
    /// fault on, it is left as it is.
    /// </param>
    /// <param name="destination">
    /// Takes the body. Give it at least <see cref="MinimumDestination"/> octets; a smaller one may never make progress. It must
    /// not overlap <paramref name="input"/>. Its octets after <paramref name="written"/> are scratch and may change.
    /// </param>
    /// <param name="written">
    /// How many octets of the body lie in <paramref name="destination"/>; also set when the body ended or is malformed. Of a
    /// body that is too big exactly the maximum is written; the rest is read and dropped, whatever the destination's size.
    /// </param>
    /// <returns>Why it returned.</returns>
    /// <exception cref="InvalidOperationException">No body has begun, or it has ended.</exception>
    public DottedBodyStatus Decode(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        written = 0;
        if (_line == BodyLine.None)
            throw new InvalidOperationException("No body is being read: call Begin before Decode, once for each body.");
        if (_fault != BodyFault.None)
            return DottedBodyStatus.Malformed;
        if (_tooBig)
            return Discard(ref input);

        var status = Unstuff(ref input, destination, out int unstuffed);
        long room = _maximum - _octets;
        _octets += unstuffed;
        _tooBig = unstuffed > room;
        written = _tooBig ? (int)room : unstuffed;
        return !_tooBig ? status : status == DottedBodyStatus.NeedSpace ? Discard(ref input) : WhenTooBig(status);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DottedBodyStatus Discard(ref ReadOnlySpan<byte> input)
    {
        Span<byte> scratch = stackalloc byte[DiscardedAtOnce];
        DottedBodyStatus status;
        do
        {
            status = Unstuff(ref input, scratch, out int dropped);
            _octets += dropped;
        }
        while (status == DottedBodyStatus.NeedSpace);
        return WhenTooBig(status);
    }

    private static DottedBodyStatus WhenTooBig(DottedBodyStatus status) =>
        status == DottedBodyStatus.Ended ? DottedBodyStatus.EndedTooBig : status;
}
