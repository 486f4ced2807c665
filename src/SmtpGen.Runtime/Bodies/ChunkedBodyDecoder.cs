namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// Decodes a body that comes in counted chunks (BDAT, RFC 3030 section 2): finds their ends by counting, checks the line ends
/// unless the body is binary, and counts the octets. What is wrong never changes where a chunk ends. It does no I/O and
/// allocates nothing; how the input is cut changes neither the octets written nor how the body ends.
/// </summary>
/// <remarks>A mutable struct: keep it in a field that is not readonly, and never copy it while a body is read.</remarks>
public struct ChunkedBodyDecoder
{
    /// <summary>A destination of this many octets or more always makes progress.</summary>
    public const int MinimumDestination = 2;

    private long _maximum;
    private ulong _left;
    private FramingPolicy _policy;
    private bool _isRaw;
    private bool _allowNul;
    private bool _isBehindCr;

    /// <summary>The octets of the body so far, as far as they were written.</summary>
    public long Octets { get; private set; }

    /// <summary>Whether the body has more octets than the maximum; the rest is read and dropped.</summary>
    public bool IsTooBig { get; private set; }

    /// <summary>What made the body malformed; the rest is read and dropped.</summary>
    public BodyFault Fault { get; private set; }

    /// <summary>Begins a body; everything known of one before is forgotten.</summary>
    /// <param name="policy">What stray CRs and LFs mean.</param>
    /// <param name="maximumOctets">The largest body in octets.</param>
    /// <param name="isRaw">Whether any octets are taken as they are (BODY=BINARYMIME, RFC 3030 section 3).</param>
    /// <param name="allowNul">Whether NUL is text.</param>
    public void Begin(FramingPolicy policy, long maximumOctets, bool isRaw, bool allowNul)
    {
        this = default;
        _policy = policy;
        _maximum = maximumOctets;
        _isRaw = isRaw;
        _allowNul = allowNul;
    }

    /// <summary>Begins a chunk.</summary>
    /// <param name="octets">How many octets it has.</param>
    public void BeginChunk(ulong octets) => _left = octets;

    /// <summary>Ends the body after its last chunk: a CR that nothing follows is a stray one.</summary>
    /// <param name="octet">The LF that is missing, to be written after the body; false where nothing is.</param>
    public bool TryEnd(out byte octet)
    {
        octet = Octet.LineFeed;
        if (!_isBehindCr || IsTooBig || Fault != BodyFault.None)
            return false;
        _isBehindCr = false;
        if (_policy == FramingPolicy.Normalize)
            return Fits(1);
        Fault = BodyFault.BareCarriageReturn;
        return false;
    }

    /// <summary>Decodes from the front of <paramref name="input"/> into <paramref name="destination"/>.</summary>
    /// <param name="input">The octets received; what is consumed is cut off its front.</param>
    /// <param name="destination">Takes the body; at least <see cref="MinimumDestination"/> octets.</param>
    /// <param name="written">How many octets of the body lie in it.</param>
    public ChunkedBodyStatus Decode(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        written = 0;
        while (_left > 0)
        {
            if (input.IsEmpty)
                return ChunkedBodyStatus.NeedInput;
            var piece = input[..(int)Math.Min((ulong)input.Length, _left)];
            int consumed = IsTooBig || Fault != BodyFault.None ? piece.Length : Copy(piece, destination, ref written);
            if (consumed == 0 && !IsTooBig && Fault == BodyFault.None)
                return ChunkedBodyStatus.NeedSpace;
            input = input[consumed..];
            _left -= (ulong)consumed;
        }

        return ChunkedBodyStatus.ChunkEnded;
    }

    // Returns how many octets were consumed; none when there is no room, or when the next one shows a fault.
    private int Copy(ReadOnlySpan<byte> piece, Span<byte> destination, ref int written)
    {
        int plain = _isRaw ? piece.Length : StrayOctets.IndexOf(piece, _isBehindCr, _allowNul);
        if (plain == 0)
            return Mend(piece[0], destination, ref written);
        int length = Math.Min(plain, destination.Length - written);
        if (length == 0 || !Fits(length))
            return 0;
        piece[..length].CopyTo(destination[written..]);
        written += length;
        _isBehindCr = !_isRaw && piece[length - 1] == Octet.CarriageReturn;
        return length;
    }

    private int Mend(byte octet, Span<byte> destination, ref int written)
    {
        Fault = octet == Octet.Nul && !_isBehindCr ? BodyFault.Nul
            : _policy == FramingPolicy.Normalize ? BodyFault.None
            : octet == Octet.LineFeed ? BodyFault.BareLineFeed
            : BodyFault.BareCarriageReturn;
        if (Fault != BodyFault.None || destination.Length - written < 2 || !Fits(_isBehindCr ? 1 : 2))
            return 0;
        destination[written++] = _isBehindCr ? Octet.LineFeed : Octet.CarriageReturn;
        if (_isBehindCr)
        {
            // The stray CR is mended; the octet itself is looked at again.
            _isBehindCr = false;
            return Copy([octet], destination, ref written);
        }

        destination[written++] = Octet.LineFeed;
        return 1;
    }

    private bool Fits(int octets)
    {
        if (Octets + octets > _maximum)
            IsTooBig = true;
        else
            Octets += octets;
        return !IsTooBig;
    }
}
