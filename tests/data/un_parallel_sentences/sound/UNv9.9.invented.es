El consejo inventado elogia los faroles compartidos.
Cada aldea enciende faroles compartidos a lo largo del río.
El puente inventado sigue abierto.
Ningún farol se queda atrás.
