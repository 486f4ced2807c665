namespace SmtpGen.Runtime.Bodies;

/// <summary>Why <see cref="ChunkedBodyDecoder.Decode"/> returned.</summary>
public enum ChunkedBodyStatus : byte
{
    /// <summary>The whole input is consumed and the chunk goes on.</summary>
    NeedInput,

    /// <summary>The destination cannot take what comes next.</summary>
    NeedSpace,

    /// <summary>The chunk is consumed; the input that is left lies after it.</summary>
    ChunkEnded,
}
