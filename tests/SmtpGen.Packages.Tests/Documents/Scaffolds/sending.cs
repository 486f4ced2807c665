byte[] message = [];
/* block */
