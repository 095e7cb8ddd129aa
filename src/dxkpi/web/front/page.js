const words = {/* words */};
