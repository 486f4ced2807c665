using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

// Bodies: as dotted lines, or in chunks between which commands may stand.
public abstract partial class ServerMachine
{
    private DottedBodyDecoder _dotted;
    private ChunkedBodyDecoder _chunked;
    private bool _isChunked;
    private bool _isLastChunk;
    private bool _isAbandoned;

    /// <summary>Whether the next octets are a body.</summary>
    public bool IsInBody => _mode == Mode.Body;

    /// <summary>Whether a body that comes in chunks has begun and its last chunk has not been read.</summary>
    protected bool IsBodyOpen { get; private set; }

    /// <summary>Whether what is wrong with a body shows before its last chunk.</summary>
    protected bool IsEarly => _isChunked && !_isLastChunk;

    /// <summary>Reads octets of a body, with the transparency of its lines undone.</summary>
    /// <param name="input">The octets; what was consumed is cut off its front.</param>
    /// <param name="destination">Where the body's octets go; at least <see cref="DottedBodyDecoder.MinimumDestination"/>.</param>
    /// <param name="written">How many were written.</param>
    public BodyStep ReadBody(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        if (_mode != Mode.Body)
            throw new InvalidOperationException("The machine is not in a body; call Advance.");
        ObserveReplies();
        int before = input.Length;
        var step = _isChunked ? ReadChunk(ref input, destination, out written) : ReadDotted(ref input, destination, out written);
        Observer?.OnBody(before - input.Length);
        return step;
    }

    /// <summary>Answers a chunk behind which more will follow.</summary>
    public void AnswerChunk()
    {
        if (_mode != Mode.ChunkEnd)
            throw new InvalidOperationException("No chunk waits for its answer.");
        _mode = Mode.Command;
        OnChunkEnded();
    }

    /// <summary>The body was larger than allowed.</summary>
    protected virtual void OnBodyTooBig() => throw new NotSupportedException();

    /// <summary>The body held a stray CR or LF.</summary>
    protected virtual void OnBodyMalformed() => throw new NotSupportedException();

    /// <summary>The body held a NUL that is not text.</summary>
    protected virtual void OnBodyNul() => OnBodyMalformed();

    /// <summary>A chunk is complete, and more will follow.</summary>
    protected virtual void OnChunkEnded() => throw new NotSupportedException();

    /// <summary>Reads a body of dotted lines next.</summary>
    /// <param name="maxOctets">Most octets it may have.</param>
    /// <param name="takesNul">Whether NUL is text, as in a binary body.</param>
    protected void BeginBody(long maxOctets, bool takesNul)
    {
        _dotted.Begin(Configuration.Framing, maxOctets, takesNul);
        _isChunked = false;
        _mode = Mode.Body;
    }

    /// <summary>Reads a chunk next: of the body that is open, or else of a new one.</summary>
    /// <param name="octets">How many octets it has.</param>
    /// <param name="isLast">Whether it is the last.</param>
    /// <param name="maxOctets">Most octets the body may have.</param>
    /// <param name="isRaw">Whether any octets are taken as they are.</param>
    /// <param name="takesNul">Whether NUL is text.</param>
    protected void BeginChunk(ulong octets, bool isLast, long maxOctets, bool isRaw, bool takesNul)
    {
        if (!IsBodyOpen)
            _chunked.Begin(Configuration.Framing, maxOctets, isRaw, takesNul);
        _chunked.BeginChunk(octets);
        _isChunked = true;
        _isLastChunk = isLast;
        IsBodyOpen = true;
        _mode = Mode.Body;
    }

    /// <summary>The body's answer was chosen.</summary>
    /// <returns>Whether more of the body was to follow: only a refusal comes so early.</returns>
    /// <exception cref="InvalidOperationException">No body waits for an answer.</exception>
    protected bool EndBody()
    {
        if (_mode is not (Mode.BodyDecision or Mode.ChunkEnd))
            throw new InvalidOperationException("No body waits for an answer.");
        bool isEarly = _mode == Mode.ChunkEnd;
        CloseBody();
        _mode = Mode.Command;
        return isEarly;
    }

    /// <summary>The client gave the open body up.</summary>
    protected void AbandonBody()
    {
        CloseBody();
        _isAbandoned = true;
    }

    private BodyStep ReadDotted(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        switch (_dotted.Decode(ref input, destination, out written))
        {
            case DottedBodyStatus.NeedInput:
                return BodyStep.NeedInput;
            case DottedBodyStatus.NeedSpace:
                return BodyStep.NeedSpace;
            case DottedBodyStatus.Ended:
                _mode = Mode.BodyDecision;
                return BodyStep.Ended;
            case DottedBodyStatus.EndedTooBig:
                _mode = Mode.Command;
                OnBodyTooBig();
                return BodyStep.Refused;
            default:
                // After a framing error nobody knows where commands begin: the session never returns to them.
                if (_dotted.Fault == BodyFault.Nul)
                    OnBodyNul();
                else
                    OnBodyMalformed();
                Close();
                return BodyStep.Refused;
        }
    }

    private BodyStep ReadChunk(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        var status = _chunked.Decode(ref input, destination, out written);
        if (status != ChunkedBodyStatus.ChunkEnded)
            return status == ChunkedBodyStatus.NeedInput ? BodyStep.NeedInput : BodyStep.NeedSpace;
        if (_isLastChunk && written == destination.Length)
            return BodyStep.NeedSpace;
        if (_isLastChunk && _chunked.TryEnd(out byte octet))
            destination[written++] = octet;
        if (_chunked.IsTooBig || _chunked.Fault != BodyFault.None)
        {
            // Chunks are counted, so the session goes on.
            CloseBody();
            _mode = Mode.Command;
            if (_chunked.IsTooBig)
                OnBodyTooBig();
            else if (_chunked.Fault == BodyFault.Nul)
                OnBodyNul();
            else
                OnBodyMalformed();
            return BodyStep.Refused;
        }

        _mode = _isLastChunk ? Mode.BodyDecision : Mode.ChunkEnd;
        return _isLastChunk ? BodyStep.Ended : BodyStep.ChunkEnded;
    }

    private void CloseBody() => IsBodyOpen = false;

    private bool TakeAbandoned()
    {
        bool isAbandoned = _isAbandoned;
        _isAbandoned = false;
        return isAbandoned;
    }
}
