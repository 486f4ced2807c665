namespace SmtpGen.Runtime.Bodies;

/// <summary>Why <see cref="DottedBodyDecoder.Decode"/> returned.</summary>
public enum DottedBodyStatus : byte
{
    /// <summary>The whole input is consumed and the body goes on.</summary>
    NeedInput,

    /// <summary>The destination cannot take what comes next; the input that is left begins there.</summary>
    NeedSpace,

    /// <summary>The end of data is consumed; the input that is left lies after it.</summary>
    Ended,

    /// <summary>Like <see cref="Ended"/>, for a body of more octets than the maximum.</summary>
    EndedTooBig,

    /// <summary>
    /// The body breaks the framing, see <see cref="DottedBodyDecoder.Fault"/>. Where it ends can no longer be known: nothing
    /// after the fault may be read as a command, and every further call returns this again.
    /// </summary>
    Malformed,
}
